package org.consultflow.lifecycle;

import java.util.concurrent.CompletableFuture;

import javax.sql.DataSource;

import org.consultflow.support.TestDatabase;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class OneStartAtATimeTest {

    private final DataSource database = TestDatabase.fresh();
    private final OneStartAtATime first = new OneStartAtATime(database);
    private final OneStartAtATime second = new OneStartAtATime(database);

    @Test
    void a_node_waits_until_the_engine_of_another_is_there() {
        first.preInit(null);
        CompletableFuture<Void> waiting = startOfTheSecond();
        await().until(() -> locks("not granted") == 1);
        assertThat(waiting).isNotDone();
        first.afterSingletonsInstantiated();
        await().until(waiting::isDone);
        second.afterSingletonsInstantiated();
        assertThat(locks("granted")).isZero();
    }

    @Test
    void a_start_that_failed_holds_up_nobody() {
        first.preInit(null);
        CompletableFuture<Void> waiting = startOfTheSecond();
        await().until(() -> locks("not granted") == 1);
        first.destroy();
        await().until(waiting::isDone);
        second.destroy();
    }

    private CompletableFuture<Void> startOfTheSecond() {
        return CompletableFuture.runAsync(() -> second.preInit(null));
    }

    private long locks(String which) {
        return JdbcClient.create(database)
                .sql("select count(*) from pg_locks where locktype = 'advisory' and " + which
                        + " and database = (select oid from pg_database where datname = current_database())")
                .query(Long.class)
                .single();
    }
}
