package org.consultflow.bulk;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;

import static java.util.stream.Collectors.joining;

/**
 * Many rows in one statement: each column goes as an array, and PostgreSQL makes rows of them again ({@code unnest}). A burst of
 * reminders costs a few statements a batch instead of a few dozen a message.
 *
 * @param <R> a record whose components are named as the columns, in camel case; a component that is a record itself stands for
 *     its own components
 */
public final class Rows<R extends Record> {

    private static final Type TEXT =
            new Type("text", values -> values.stream().map(Rows::text).toArray(String[]::new));
    private static final Type MOMENT = new Type("timestamptz", BinaryArray::moments);

    private static final Map<Class<?>, Type> TYPES = Map.ofEntries(
            Map.entry(UUID.class, new Type("uuid", BinaryArray::ids)),
            Map.entry(String.class, TEXT),
            Map.entry(Instant.class, MOMENT),
            Map.entry(OffsetDateTime.class, MOMENT),
            Map.entry(int.class, array("int", Integer[]::new)),
            Map.entry(Integer.class, array("int", Integer[]::new)),
            Map.entry(long.class, array("bigint", Long[]::new)),
            Map.entry(boolean.class, array("boolean", Boolean[]::new)),
            Map.entry(BigDecimal.class, array("numeric", BigDecimal[]::new)),
            Map.entry(byte[].class, array("bytea", byte[][]::new)));

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
                columns.add(new Column(snakeCase(component.getName()), type(component), value));
            }
        }
    }

    private static Type type(RecordComponent component) {
        Type type = component.getType().isEnum() ? TEXT : TYPES.get(component.getType());
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

    private static String text(Object value) {
        return value instanceof Enum<?> word ? word.name() : (String) value;
    }

    private static String snakeCase(String name) {
        return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    /** @return the rows, for {@code from}, under their name; the parameters are {@link #values} */
    public String from() {
        return columns.stream()
                        .map(column -> "cast(:" + parameter(column) + " as " + column.type.sent + "[])")
                        .collect(joining(", ", "unnest(", ")"))
                + columns.stream().map(Column::name).collect(joining(", ", " as " + name + " (", ")"));
    }

    /** @return parameters of a statement that holds {@link #from} */
    public Map<String, Object> values(Collection<R> rows) {
        Map<String, Object> values = new HashMap<>();
        for (Column column : columns) {
            values.put(
                    parameter(column),
                    column.type.parameter.apply(rows.stream().map(column.of).toList()));
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
    public static Object ids(Collection<UUID> ids) {
        return BinaryArray.ids(List.copyOf(ids));
    }

    private record Column(String name, Type type, Function<Object, Object> of) {}

    /**
     * How the values of a column are sent.
     *
     * @param sent the type of PostgreSQL of which the array is
     * @param parameter the array, of the values; each of them may be null
     */
    private record Type(String sent, Function<List<Object>, Object> parameter) {}

    private static Type array(String sent, IntFunction<Object[]> array) {
        return new Type(sent, values -> values.toArray(array));
    }
}
