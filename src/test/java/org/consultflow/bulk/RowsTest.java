package org.consultflow.bulk;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RowsTest {

    private static final Rows<Row> ROWS = Rows.of("v", Row.class);

    @Test
    void they_come_back_as_they_went_in() throws Exception {
        Row full = new Row(
                UUID.fromString("01a2016d-1ca7-78d2-9687-68fba360c400"),
                "a \"quoted\" {word}, a \\ and a 'line'\nNULL",
                Word.SECOND,
                Instant.parse("2026-03-29T01:30:00.123456Z"),
                OffsetDateTime.parse("2026-03-29T03:30:00.5+02:00"),
                -3,
                7L,
                true,
                new BigDecimal("12.50"),
                new byte[] {0, 1, -1},
                new Inner("NULL"));
        Row empty = new Row(null, "", null, null, null, 0, 0, false, null, null, new Inner(null));
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            JdbcClient jdbc = JdbcClient.create(postgres.getPostgresDatabase());

            List<Row> read = jdbc.sql("select v.* from " + ROWS.from())
                    .params(ROWS.values(List.of(full, empty)))
                    .query((row, number) -> new Row(
                            row.getObject("an_id", UUID.class),
                            row.getString("text"),
                            row.getString("word") == null ? null : Word.valueOf(row.getString("word")),
                            row.getTimestamp("at") == null
                                    ? null
                                    : row.getTimestamp("at").toInstant(),
                            row.getObject("at_offset", OffsetDateTime.class),
                            row.getInt("count"),
                            row.getLong("long_count"),
                            row.getBoolean("is_so"),
                            row.getBigDecimal("amount"),
                            row.getBytes("sealed"),
                            new Inner(row.getString("within"))))
                    .list();

            assertThat(read)
                    .usingRecursiveFieldByFieldElementComparator()
                    .containsExactly(
                            new Row(
                                    full.anId(),
                                    full.text(),
                                    full.word(),
                                    full.at(),
                                    OffsetDateTime.parse("2026-03-29T01:30:00.5Z"),
                                    full.count(),
                                    full.longCount(),
                                    full.isSo(),
                                    full.amount(),
                                    full.sealed(),
                                    full.inner()),
                            empty);
            assertThat(jdbc.sql("select count(*) from " + ROWS.from())
                            .params(ROWS.values(List.of()))
                            .query(Integer.class)
                            .single())
                    .isZero();
        }
    }

    @Test
    void moments_are_rounded_as_postgresql_rounds_them_on_either_side_of_its_epoch() throws Exception {
        List<String> moments = List.of(
                "1969-12-31T23:59:58.9999994Z",
                "1999-12-31T23:59:59.9999995Z",
                "2000-01-01T00:00:00.0000004Z",
                "2026-03-29T01:30:00.9999996Z");
        Rows<Moment> rows = Rows.of("v", Moment.class);
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            List<String> differ = JdbcClient.create(postgres.getPostgresDatabase())
                    .sql("select v.word from " + rows.from()
                            + " where v.at is distinct from cast(v.word as timestamptz)")
                    .params(rows.values(moments.stream()
                            .map(word -> new Moment(word, Instant.parse(word)))
                            .toList()))
                    .query(String.class)
                    .list();

            assertThat(differ).isEmpty();
        }
    }

    @Test
    void columns_have_the_same_names_wherever_the_machine_stands() {
        Locale here = Locale.getDefault();
        try {
            Locale.setDefault(new Locale("tr", "TR"));
            assertThat(Rows.of("v", Row.class).from()).contains("cast(:v_an_id as uuid[])");
        } finally {
            Locale.setDefault(here);
        }
    }

    @Test
    void what_has_no_column_is_refused_by_its_name() {
        assertThatThrownBy(() -> Rows.of("v", Strange.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("address");
    }

    private enum Word {
        FIRST,
        SECOND
    }

    private record Row(
            UUID anId,
            String text,
            Word word,
            Instant at,
            OffsetDateTime atOffset,
            int count,
            long longCount,
            boolean isSo,
            BigDecimal amount,
            byte[] sealed,
            Inner inner) {}

    private record Inner(String within) {}

    private record Moment(String word, Instant at) {}

    private record Strange(URI address) {}
}
