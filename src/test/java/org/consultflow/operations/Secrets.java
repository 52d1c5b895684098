package org.consultflow.operations;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.consultflow.crypto.Vault;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the whole database as somebody who has the key. */
public final class Secrets {

    private Secrets() {}

    /** Every text in every table, with what is sealed opened, each after its table and column. */
    public static List<String> of(JdbcClient jdbc, Vault vault) {
        List<String> texts = new ArrayList<>();
        jdbc.sql(
                        """
                        select table_name, column_name, data_type from information_schema.columns
                        where table_schema = 'public' and data_type in ('text', 'bytea')
                        and table_name not like 'flyway%'""")
                .query()
                .listOfRows()
                .forEach(column -> read(jdbc, vault, column, texts));
        return texts;
    }

    private static void read(JdbcClient jdbc, Vault vault, Map<String, Object> column, List<String> texts) {
        String place = column.get("table_name") + "." + column.get("column_name") + ": ";
        jdbc.sql("select " + column.get("column_name") + " from " + column.get("table_name") + " where "
                        + column.get("column_name") + " is not null")
                .query()
                .singleColumn()
                .forEach(value -> texts.add(place + (value instanceof byte[] sealed ? opened(vault, sealed) : value)));
    }

    private static String opened(Vault vault, byte[] sealed) {
        try {
            return vault.open(sealed);
        } catch (IllegalStateException neverSealed) {
            return "";
        }
    }
}
