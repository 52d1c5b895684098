package org.consultflow.channel;

import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;

import org.apache.camel.component.twilio.internal.TwilioConstants;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.support.DefaultThreadPoolFactory;

/**
 * Has camel-twilio call Twilio in the thread that sends the message. By itself it hands every call to a pool of ten threads:
 * no more than ten calls at once, however many a channel may make, and two changes of thread for each message.
 */
class CallersThreads extends DefaultThreadPoolFactory {

    /** Tells camel-twilio's pool from all others, which stay what they are. */
    static ThreadPoolProfile twilio() {
        return new ThreadPoolProfile(TwilioConstants.THREAD_PROFILE_NAME);
    }

    @Override
    public ScheduledExecutorService newScheduledThreadPool(ThreadPoolProfile profile, ThreadFactory threads) {
        return TwilioConstants.THREAD_PROFILE_NAME.equals(profile.getId())
                ? new CallersThread(threads)
                : super.newScheduledThreadPool(profile, threads);
    }

    private static final class CallersThread extends ScheduledThreadPoolExecutor {

        CallersThread(ThreadFactory threads) {
            // makes no thread before something is scheduled, and nothing is
            super(1, threads);
        }

        @Override
        public Future<?> submit(Runnable call) {
            if (isShutdown()) {
                throw new RejectedExecutionException("the routes have been stopped");
            }
            FutureTask<?> made = new FutureTask<>(call, null);
            made.run();
            return made;
        }
    }
}
