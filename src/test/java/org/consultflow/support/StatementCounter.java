package org.consultflow.support;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import javax.sql.DataSource;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Writes down each SQL statement that is executed, each row of a batch as one: what something costs, whatever the machine's
 * speed.
 */
public final class StatementCounter implements BeanPostProcessor {

    private final List<Executed> executed = new ArrayList<>();

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof DataSource source ? new Counted(source) : bean;
    }

    /** Forgets what was written down. */
    public synchronized void reset() {
        executed.clear();
    }

    /**
     * All statements since the last reset, in small letters, but those that the service asks by itself, again and again, which
     * are nobody's cost.
     */
    public synchronized List<String> statements() {
        return executed.stream()
                .filter(it -> !it.thread.matches("schedul.*|delivery"))
                .map(Executed::sql)
                .toList();
    }

    /** The statements of those threads whose name contains this, likewise. */
    public synchronized List<String> statementsOn(String thread) {
        return executed.stream()
                .filter(it -> it.thread.contains(thread))
                .map(Executed::sql)
                .toList();
    }

    private synchronized void count(String sql) {
        executed.add(new Executed(
                Thread.currentThread().getName(), sql.toLowerCase(Locale.ROOT).strip()));
    }

    private record Executed(String thread, String sql) {}

    private final class Counted extends DelegatingDataSource {

        Counted(DataSource source) {
            super(source);
        }

        @Override
        public Connection getConnection() throws SQLException {
            Connection connection = super.getConnection();
            return proxy(Connection.class, (proxy, method, arguments) -> {
                Object result = invoke(connection, method, arguments);
                return result instanceof PreparedStatement statement && arguments != null
                        ? counted(statement, String.valueOf(arguments[0]))
                        : result;
            });
        }

        private PreparedStatement counted(PreparedStatement statement, String sql) {
            return proxy(PreparedStatement.class, (proxy, method, arguments) -> {
                String name = method.getName();
                boolean one = name.equals("addBatch") || name.startsWith("execute") && !name.equals("executeBatch");
                if (one) {
                    count(sql);
                }
                return invoke(statement, method, arguments);
            });
        }

        private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
            try {
                return method.invoke(target, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }

        private static <T> T proxy(Class<T> type, InvocationHandler handler) {
            return type.cast(
                    Proxy.newProxyInstance(StatementCounter.class.getClassLoader(), new Class<?>[] {type}, handler));
        }
    }
}
