package org.consultflow.bulk;

import java.nio.ByteBuffer;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BiConsumer;

import org.postgresql.core.BaseConnection;
import org.postgresql.core.Oid;
import org.postgresql.jdbc.PgArray;
import org.springframework.jdbc.core.SqlTypeValue;

/**
 * An array as PostgreSQL keeps it ({@code array_recv} of its source). The driver sends numbers and texts so, but ids and moments as
 * text, of which PostgreSQL has to read each, character by character.
 */
final class BinaryArray implements SqlTypeValue {

    /** PostgreSQL counts microseconds since 2000-01-01 in UTC. */
    private static final long EPOCH_SECOND =
            Instant.parse("2000-01-01T00:00:00Z").getEpochSecond();

    private static final int NULL = -1;

    private final int arrayType;
    private final byte[] bytes;

    private BinaryArray(int arrayType, int type, int length, List<?> values, BiConsumer<ByteBuffer, Object> write) {
        this.arrayType = arrayType;
        int header = 3 + (values.isEmpty() ? 0 : 2);
        ByteBuffer buffer = ByteBuffer.allocate(header * Integer.BYTES + values.size() * (Integer.BYTES + length));
        buffer.putInt(values.isEmpty() ? 0 : 1);
        buffer.putInt(values.stream().anyMatch(Objects::isNull) ? 1 : 0);
        buffer.putInt(type);
        if (!values.isEmpty()) {
            buffer.putInt(values.size());
            buffer.putInt(1);
        }
        for (Object value : values) {
            buffer.putInt(value == null ? NULL : length);
            if (value != null) {
                write.accept(buffer, value);
            }
        }
        this.bytes = new byte[buffer.position()];
        buffer.flip().get(bytes);
    }

    /** @param ids of type {@link UUID} */
    static BinaryArray ids(List<?> ids) {
        return new BinaryArray(Oid.UUID_ARRAY, Oid.UUID, 2 * Long.BYTES, ids, BinaryArray::write);
    }

    /** @param moments of type {@link Instant} or {@link OffsetDateTime}; they are rounded as PostgreSQL rounds */
    static BinaryArray moments(List<?> moments) {
        return new BinaryArray(
                Oid.TIMESTAMPTZ_ARRAY,
                Oid.TIMESTAMPTZ,
                Long.BYTES,
                moments,
                (buffer, moment) -> buffer.putLong(microseconds(moment)));
    }

    private static void write(ByteBuffer buffer, Object id) {
        UUID value = (UUID) id;
        buffer.putLong(value.getMostSignificantBits()).putLong(value.getLeastSignificantBits());
    }

    private static long microseconds(Object moment) {
        Instant at = moment instanceof OffsetDateTime local ? local.toInstant() : (Instant) moment;
        long seconds = Math.subtractExact(at.getEpochSecond(), EPOCH_SECOND);
        return Math.addExact(Math.multiplyExact(seconds, 1_000_000L), (at.getNano() + 500) / 1000);
    }

    @Override
    public void setTypeValue(PreparedStatement statement, int index, int sqlType, String typeName) throws SQLException {
        BaseConnection connection = statement.getConnection().unwrap(BaseConnection.class);
        statement.setArray(index, new PgArray(connection, arrayType, bytes));
    }
}
