package org.consultflow.support;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import javax.sql.DataSource;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Writes down each SQL statement that is prepared: what something costs, whatever the machine's speed. */
public final class StatementCounter implements BeanPostProcessor {

    private final List<String> statements = new ArrayList<>();

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof DataSource source ? new Counted(source) : bean;
    }

    /** Forgets what was written down. */
    public synchronized void reset() {
        statements.clear();
    }

    /** All statements since the last reset, in small letters. */
    public synchronized List<String> statements() {
        return List.copyOf(statements);
    }

    private synchronized void count(String sql) {
        // what the service asks by itself, again and again, is nobody's cost
        if (Thread.currentThread().getName().matches("schedul.*|delivery")) {
            return;
        }
        statements.add(sql.toLowerCase(Locale.ROOT).strip());
    }

    private final class Counted extends DelegatingDataSource {

        Counted(DataSource source) {
            super(source);
        }

        @Override
        public Connection getConnection() throws SQLException {
            Connection connection = super.getConnection();
            return (Connection) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                        if (arguments != null && method.getName().startsWith("prepare")) {
                            count(String.valueOf(arguments[0]));
                        }
                        try {
                            return method.invoke(connection, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }
    }
}
