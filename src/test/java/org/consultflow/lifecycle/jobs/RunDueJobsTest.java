package org.consultflow.lifecycle.jobs;

import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import org.camunda.bpm.engine.impl.ProcessEngineImpl;
import org.junit.jupiter.api.Test;
import org.mockito.Answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

class RunDueJobsTest {

    private final ProcessEngineImpl engine = mock(ProcessEngineImpl.class, Answers.RETURNS_DEEP_STUBS);
    private final AtomicInteger free = new AtomicInteger();

    @Test
    void that_a_thread_is_free_again_is_said_even_by_one_that_could_do_nothing() {
        when(engine.getProcessEngineConfiguration().getCommandExecutorTxRequired())
                .thenThrow(new IllegalStateException("said by the test"));

        assertThatThrownBy(() -> new RunDueJobs(List.of("one", "two"), engine, unasked(), free::incrementAndGet).run())
                .hasMessage("said by the test");

        assertThat(free).hasValue(1);
    }

    private static RunDueJobs.Messages unasked() {
        return new RunDueJobs.Messages() {

            @Override
            public List<String> inTurn(int jobs, Supplier<List<String>> run) {
                throw new AssertionError("nothing runs here");
            }

            @Override
            public void prepare(Set<String> businessKeys) {
                throw new AssertionError("nothing runs here");
            }
        };
    }
}
