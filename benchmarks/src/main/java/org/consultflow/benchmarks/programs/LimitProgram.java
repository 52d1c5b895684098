package org.consultflow.benchmarks.programs;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import com.zaxxer.hikari.HikariDataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What this machine can do at all: claims 500 rows in one statement, sends over 64 connections, writes outcomes in batches.
 * No engine, no consent, no words; a crash would repeat what was under way.
 */
public final class LimitProgram {

    private static final int AT_ONCE = 500;
    private static final String CLAIM =
            """
            update reminder set state = 'SENDING' where recipient in (
              select recipient from reminder where state = 'PENDING' and due_at <= ? order by due_at
              limit ? for update skip locked)
            returning recipient""";
    private static final String RECORD =
            """
            update reminder set state = 'SENT', sid = o.sid, recorded_at = ?
            from unnest(?::text[], ?::text[]) o(recipient, sid) where reminder.recipient = o.recipient""";

    private final Clock clock = Clock.systemUTC();
    private final JdbcTemplate jdbc;
    private final Twilio twilio;
    private final BlockingQueue<String[]> sent = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> toSend = new LinkedBlockingQueue<>(2 * AT_ONCE);

    private LimitProgram(JdbcTemplate jdbc, Twilio twilio) {
        this.jdbc = jdbc;
        this.twilio = twilio;
    }

    /** @param args the database's URL, Twilio's port */
    public static void main(String[] args) {
        Program.endOnFailure();
        HikariDataSource database = Program.pool(args[0], 4);
        Program.execute(
                database,
                """
                create table reminder (recipient text primary key, state text not null, due_at timestamptz not null,
                  sid text, recorded_at timestamptz)""");
        Program.execute(database, "create index on reminder (due_at) where state = 'PENDING'");
        LimitProgram program = new LimitProgram(new JdbcTemplate(database), new Twilio(Integer.parseInt(args[1])));
        program.start();
        Program.obey(program::fallDue, "");
    }

    private interface Work {
        void run() throws InterruptedException;
    }

    private void start() {
        ExecutorService threads = Executors.newCachedThreadPool();
        threads.execute(() -> forEver(this::claim));
        threads.execute(() -> forEver(this::record));
        for (int connection = 0; connection < Twilio.CONNECTIONS; connection++) {
            threads.execute(() -> forEver(this::send));
        }
    }

    private static void forEver(Work work) {
        try {
            while (true) {
                work.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void claim() throws InterruptedException {
        List<String> claimed = jdbc.queryForList(CLAIM, String.class, Timestamp.from(clock.instant()), AT_ONCE);
        for (String recipient : claimed) {
            toSend.put(recipient);
        }
        if (claimed.size() < AT_ONCE) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    private void send() throws InterruptedException {
        String recipient = toSend.take();
        sent.add(new String[] {recipient, twilio.send(recipient)});
    }

    private void record() throws InterruptedException {
        List<String[]> some = new ArrayList<>();
        some.add(sent.take());
        sent.drainTo(some, AT_ONCE);
        String[] recipients = some.stream().map(one -> one[0]).toArray(String[]::new);
        String[] sids = some.stream().map(one -> one[1]).toArray(String[]::new);
        jdbc.update(RECORD, Timestamp.from(clock.instant()), recipients, sids);
    }

    private void fallDue(int howMany, Instant when, int firstNumber) {
        jdbc.update(
                """
                insert into reminder (recipient, state, due_at)
                select '+6149' || lpad((1000000 + n)::text, 7, '0'), 'PENDING', ?
                from generate_series(?, ?) n""",
                Timestamp.from(when),
                firstNumber,
                firstNumber + howMany - 1);
    }
}
