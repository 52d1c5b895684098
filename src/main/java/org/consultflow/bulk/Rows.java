package org.consultflow.bulk;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

import static java.util.stream.Collectors.joining;

/**
 * Many rows in one statement: each column goes as an array, and PostgreSQL makes rows of them again ({@code unnest}). A burst of
 * reminders costs a few statements a batch instead of a few dozen a message.
 *
 * @param <R> a record whose components are named as the columns, in camel case; a component that is a record itself stands for
 *     its own components
 */
public final class Rows<R extends Record> {

    private static final Map<Class<?>, String> TYPES = Map.ofEntries(
            Map.entry(UUID.class, "uuid"),
            Map.entry(String.class, "text"),
            Map.entry(Instant.class, "timestamptz"),
            Map.entry(OffsetDateTime.class, "timestamptz"),
            Map.entry(int.class, "int"),
            Map.entry(Integer.class, "int"),
            Map.entry(long.class, "bigint"),
            Map.entry(boolean.class, "boolean"),
            Map.entry(BigDecimal.class, "numeric"),
            Map.entry(byte[].class, "bytea"));

    private final String name;
    private final List<Column> columns = new ArrayList<>();

    private Rows(String name, Class<R> type) {
        this.name = name;
        addColumns(type, row -> row);
    }

    /**
     * @param name by which the statement calls the rows; its parameters begin with it
     * @throws IllegalArgumentException if a component has a type for which no column is known
     */
    public static <R extends Record> Rows<R> of(String name, Class<R> type) {
        return new Rows<>(name, type);
    }

    private void addColumns(Class<?> record, Function<Object, Object> of) {
        for (RecordComponent component : record.getRecordComponents()) {
            component.getAccessor().setAccessible(true);
            Function<Object, Object> value = of.andThen(row -> value(component, row));
            if (component.getType().isRecord()) {
                addColumns(component.getType(), value);
            } else {
                columns.add(new Column(snakeCase(component.getName()), type(component), value.andThen(Rows::text)));
            }
        }
    }

    private static String type(RecordComponent component) {
        String type = component.getType().isEnum() ? "text" : TYPES.get(component.getType());
        if (type == null) {
            throw new IllegalArgumentException("no column is known for " + component);
        }
        return type;
    }

    private static Object value(RecordComponent component, Object row) {
        try {
            return component.getAccessor().invoke(row);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(component.getName() + " cannot be read");
        }
    }

    /** As PostgreSQL reads it. */
    private static String text(Object value) {
        if (value instanceof byte[] bytes) {
            return "\\x" + HexFormat.of().formatHex(bytes);
        }
        return value instanceof Enum<?> word ? word.name() : value == null ? null : value.toString();
    }

    private static String snakeCase(String name) {
        return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    /** @return the rows, for {@code from}, under their name; the parameters are {@link #values} */
    public String from() {
        return columns.stream()
                        .map(column -> "cast(:" + parameter(column) + " as " + column.type + "[])")
                        .collect(joining(", ", "unnest(", ")"))
                + columns.stream().map(Column::name).collect(joining(", ", " as " + name + " (", ")"));
    }

    /** @return parameters of a statement that holds {@link #from} */
    public Map<String, Object> values(Collection<R> rows) {
        Map<String, Object> values = new HashMap<>();
        for (Column column : columns) {
            values.put(parameter(column), rows.stream().map(column.text).toArray(String[]::new));
        }
        return values;
    }

    private String parameter(Column column) {
        return name + "_" + column.name;
    }

    /**
     * For {@code = any(cast(:ids as uuid[]))}. An update by {@link #from} names them too: PostgreSQL does not count the rows before
     * it plans, and might rather read a whole table of some thousands than look for each.
     */
    public static String[] ids(Collection<UUID> ids) {
        return ids.stream().map(UUID::toString).toArray(String[]::new);
    }

    private record Column(String name, String type, Function<Object, String> text) {}
}
