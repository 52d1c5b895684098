package org.consultflow.benchmarks;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Books over {@code POST /api/consultations}, over 64 connections. Patients have a phone and agree to WhatsApp only. */
final class Bookings {

    private static final int AT_ONCE = 64;
    private static final int PATIENTS_OF_A_PROVIDER = 10;
    private static final String HEADERS =
            "Authorization: Bearer " + Node.API_KEY + "\r\nContent-Type: application/json\r\nIdempotency-Key: ";

    private Bookings() {}

    /** Comes back when all are booked; the n-th, from 0, starts when {@code starts} says. */
    static void book(List<Integer> ports, int howMany, int firstNumber, IntFunction<Instant> starts) {
        inParallel(ports, howMany, (http, number) -> {
            Http.Answer answer = http.ask(
                    "POST",
                    "/api/consultations",
                    HEADERS + "booking-" + (firstNumber + number) + "\r\n",
                    booking(
                            firstNumber + number,
                            firstNumber + number % (howMany / PATIENTS_OF_A_PROVIDER + 1),
                            starts.apply(number)));
            if (answer.status() != 201) {
                throw new IllegalStateException("a booking was refused: " + answer.body());
            }
        });
    }

    interface Call {
        void make(Http http, int number);
    }

    /** Calls, each thread over a connection of its own to one of the ports. */
    static void inParallel(List<Integer> ports, int howMany, Call call) {
        AtomicInteger next = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            CompletableFuture.allOf(IntStream.range(0, AT_ONCE)
                            .mapToObj(thread -> CompletableFuture.runAsync(
                                    () -> {
                                        try (Http http = new Http(ports.get(thread % ports.size()))) {
                                            for (int number = next.getAndIncrement();
                                                    number < howMany;
                                                    number = next.getAndIncrement()) {
                                                call.make(http, number);
                                            }
                                        }
                                    },
                                    threads))
                            .toArray(CompletableFuture[]::new))
                    .join();
        } finally {
            threads.shutdownNow();
        }
    }

    private static String booking(int patient, int provider, Instant start) {
        return """
                {"consultationType": "video", "start": "%s", "timeZone": "Australia/Melbourne", "durationMinutes": 50,
                 "patient": {"reference": "pat-%d", "name": "Pat Example", "phone": "%s", "consent": ["whatsapp"]},
                 "provider": {"reference": "doc-%d", "name": "Dr Example", "phone": "%s"}}"""
                .formatted(
                        start,
                        patient,
                        Contestant.phone(patient),
                        provider,
                        Contestant.phone(provider).replace("+6149", "+6141"));
    }
}
