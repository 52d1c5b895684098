package org.consultflow.lifecycle;

import java.sql.SQLException;
import java.util.Set;
import java.util.function.Supplier;

import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.SuspendedEntityInteractionException;
import org.consultflow.consultation.ProcessSuspendedException;
import org.springframework.dao.OptimisticLockingFailureException;

/**
 * Tells what the features have to know in words that they know: "somebody moved the same instance at the same time" in
 * Spring's, "it is suspended" in that of {@code consultation}. The engine writes
 * its rows at the end of each of its calls, also within a transaction that goes on, so the conflict comes out of the call
 * itself and never at commit.
 */
public final class EngineCalls {

    /** PostgreSQL's codes for a serialization failure and for a deadlock: both are gone when tried again. */
    private static final Set<String> CONFLICTS = Set.of("40001", "40P01");

    private EngineCalls() {}

    /**
     * @throws OptimisticLockingFailureException if the call can be tried again in a new transaction
     * @throws ProcessSuspendedException if what it needs is suspended
     */
    public static <T> T call(Supplier<T> call) {
        try {
            return call.get();
        } catch (OptimisticLockingException e) {
            throw conflict(e);
        } catch (ProcessEngineException e) {
            throw isSuspended(e) ? new ProcessSuspendedException(e) : isConflict(e) ? conflict(e) : e;
        }
    }

    /** See {@link #call}. */
    public static void run(Runnable call) {
        call(() -> {
            call.run();
            return null;
        });
    }

    private static RuntimeException conflict(ProcessEngineException e) {
        return new OptimisticLockingFailureException("the engine moved the same process instance at the same time", e);
    }

    private static boolean isSuspended(Throwable e) {
        return e != null && (e instanceof SuspendedEntityInteractionException || isSuspended(e.getCause()));
    }

    private static boolean isConflict(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql
                    && sql.getSQLState() != null
                    && CONFLICTS.contains(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }
}
