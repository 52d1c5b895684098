package org.consultflow.bulk;

import java.util.Collection;
import java.util.HexFormat;
import java.util.UUID;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

/**
 * Many rows in one statement: PostgreSQL turns a JSON text back into rows of a table ({@code json_populate_recordset}). A
 * burst of reminders costs a few statements a batch instead of a few dozen a message.
 */
public final class Rows {

    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private Rows() {}

    /** @param rows records whose components are named as the columns, in camel case */
    public static String json(Collection<? extends Record> rows) {
        try {
            return JSON.writeValueAsString(rows);
        } catch (JsonProcessingException e) {
            // the cause may quote a value
            throw new IllegalStateException("rows cannot be written as JSON");
        }
    }

    /** Bytes as PostgreSQL reads them in a text. */
    public static String bytea(byte[] bytes) {
        return bytes == null ? null : "\\x" + HexFormat.of().formatHex(bytes);
    }

    /**
     * For {@code = any(cast(:ids as uuid[]))}. An update by {@link #json} names them too: PostgreSQL takes such a text for a
     * hundred rows, and would rather read a whole table of some thousands than look for each.
     */
    public static String[] ids(Collection<UUID> ids) {
        return ids.stream().map(UUID::toString).toArray(String[]::new);
    }
}
