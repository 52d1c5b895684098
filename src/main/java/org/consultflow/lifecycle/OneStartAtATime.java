package org.consultflow.lifecycle;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import javax.sql.DataSource;

import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Of several nodes on one database, one at a time starts its engine: the engine makes its tables, its administrator and its
 * groups without looking whether another does the same. The lock belongs to a connection, so it goes with a node that dies.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class OneStartAtATime extends AbstractProcessEnginePlugin implements SmartInitializingSingleton, DisposableBean {

    // any number that no other advisory lock of the service uses
    static final long LOCK = 7_240_002;

    private static final Logger log = LoggerFactory.getLogger(OneStartAtATime.class);

    private final DataSource dataSource;
    private Connection held;

    OneStartAtATime(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @Override
    public synchronized void preInit(ProcessEngineConfigurationImpl engine) {
        try {
            held = dataSource.getConnection();
            held.setAutoCommit(true);
            try (Statement statement = held.createStatement()) {
                if (!taken(statement)) {
                    log.info("Another node is starting on this database; this one waits for it.");
                    statement.execute("select pg_advisory_lock(" + LOCK + ")");
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the database cannot be asked who else is starting", e);
        }
    }

    private static boolean taken(Statement statement) throws SQLException {
        try (ResultSet answer = statement.executeQuery("select pg_try_advisory_lock(" + LOCK + ")")) {
            answer.next();
            return answer.getBoolean(1);
        }
    }

    /** The engine is there. */
    @Override
    public void afterSingletonsInstantiated() {
        letTheNextStart();
    }

    /** The start has failed, or all is over. */
    @Override
    public void destroy() {
        letTheNextStart();
    }

    private synchronized void letTheNextStart() {
        if (held == null) {
            return;
        }
        try (Connection connection = held;
                Statement statement = connection.createStatement()) {
            held = null;
            statement.execute("select pg_advisory_unlock(" + LOCK + ")");
        } catch (SQLException gone) {
            // with the connection the lock has gone too
            log.warn("the database went away during the start: {}", gone.getSQLState());
        }
    }
}
