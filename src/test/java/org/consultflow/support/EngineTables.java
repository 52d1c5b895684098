package org.consultflow.support;

import java.util.List;
import java.util.stream.Collectors;

import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/** Everything that the engine keeps, its history included. */
public class EngineTables {

    private final JdbcTemplate jdbc;

    EngineTables(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Every row of every table of the engine as text; of its bytes those that are no deployed file. */
    public String text() {
        List<String> tables = jdbc.queryForList(
                "select table_name from information_schema.tables where table_schema = 'public'"
                        + " and table_name like 'act\\_%' and table_name <> 'act_ge_bytearray'",
                String.class);
        assertThat(tables).contains("act_hi_varinst", "act_hi_detail", "act_ru_variable", "act_ru_job");
        return tables.stream()
                        .flatMap(table ->
                                jdbc.queryForList("select t::text from " + table + " t", String.class).stream())
                        .collect(Collectors.joining("\n"))
                + String.join(
                        "\n",
                        jdbc.queryForList(
                                "select coalesce(name_, '') || ' ' || coalesce(encode(bytes_, 'escape'), '')"
                                        + " from act_ge_bytearray where deployment_id_ is null",
                                String.class));
    }

    /**
     * How many rows only a booking makes. Whatever a visit's later life writes is left out: another test's
     * visit may still be moving on while this is counted.
     */
    public List<Long> rowsOfBookings() {
        return List.of(
                        "person",
                        "consultation",
                        "booking_request",
                        "act_hi_procinst where proc_def_key_ = 'consultation'",
                        "act_hi_varinst where name_ = 'consultationId' and proc_def_key_ = 'consultation'")
                .stream()
                .map(rows -> jdbc.queryForObject("select count(*) from " + rows, Long.class))
                .toList();
    }
}
