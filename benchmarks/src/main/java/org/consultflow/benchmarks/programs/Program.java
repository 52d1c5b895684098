package org.consultflow.benchmarks.programs;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

/**
 * A program that the service is compared with. It is told on its standard input what falls due when, and ends when that
 * does: {@code due <how many> <epoch milliseconds> <first number>} is answered by {@code ok}.
 */
interface Program {

    String OUTCOME =
            "create table outcome (recipient text not null, sid text not null, recorded_at timestamptz not null)";
    String RECORD = "insert into outcome (recipient, sid, recorded_at) values (?, ?, ?)";

    /** From now on this is to be sent at that moment. Comes back when the database has it. */
    void fallDue(int howMany, Instant when, int firstNumber);

    /** A telephone number. */
    static String phone(int number) {
        return String.format("+6149%07d", 1_000_000 + number);
    }

    static HikariDataSource pool(String url, int connections) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername("postgres");
        config.setMaximumPoolSize(connections);
        return new HikariDataSource(config);
    }

    static void execute(DataSource database, String sql) {
        new org.springframework.jdbc.core.JdbcTemplate(database).execute(sql);
    }

    /** An exception that nobody expects ends the program, whatever threads it has: who started it notices. */
    static void endOnFailure() {
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            failure.printStackTrace();
            System.exit(1);
        });
    }

    /** Says that it is ready, and does what it is told until nobody tells any more. */
    static void obey(Program program, String ready) {
        System.out.println("ready " + ready);
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] words = line.split(" ");
                program.fallDue(
                        Integer.parseInt(words[1]),
                        Instant.ofEpochMilli(Long.parseLong(words[2])),
                        Integer.parseInt(words[3]));
                System.out.println("ok");
            }
        } catch (IOException gone) {
            System.exit(1);
        }
        System.exit(0);
    }
}
