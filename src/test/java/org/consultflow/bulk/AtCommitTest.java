package org.consultflow.bulk;

import java.util.ArrayList;
import java.util.List;

import org.consultflow.support.TestDatabase;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AtCommitTest {

    private final DataSourceTransactionManager manager = new DataSourceTransactionManager(TestDatabase.fresh());
    private final TransactionTemplate transaction = new TransactionTemplate(manager);
    private final TransactionTemplate another = new TransactionTemplate(manager);
    private final List<List<String>> written = new ArrayList<>();
    private final AtCommit<List<String>> names = new AtCommit<>(ArrayList::new, all -> written.add(List.copyOf(all)));

    @Test
    void what_a_transaction_gathers_is_written_once_when_it_commits() {
        transaction.executeWithoutResult(status -> {
            names.gather().add("first");
            names.gather().add("second");
            assertThat(written).isEmpty();
        });
        assertThat(written).containsExactly(List.of("first", "second"));
    }

    @Test
    void what_is_written_early_is_not_written_again() {
        transaction.executeWithoutResult(status -> {
            names.gather().add("first");
            names.write();
            assertThat(written).containsExactly(List.of("first"));
            assertThat(names.gathered()).isEmpty();
            names.gather().add("second");
        });
        assertThat(written).containsExactly(List.of("first"), List.of("second"));
    }

    @Test
    void a_transaction_that_fails_writes_nothing_and_leaves_nothing_to_the_next() {
        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> {
                    names.gather().add("taken back");
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        transaction.executeWithoutResult(status -> assertThat(names.gathered()).isEmpty());
        assertThat(written).isEmpty();
    }

    @Test
    void a_transaction_within_another_gathers_for_itself() {
        another.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        transaction.executeWithoutResult(status -> {
            names.gather().add("outer");
            another.executeWithoutResult(inner -> names.gather().add("inner"));
            names.gather().add("outer again");
        });
        assertThat(written).containsExactly(List.of("inner"), List.of("outer", "outer again"));
    }
}
