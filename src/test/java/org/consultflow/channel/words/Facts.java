package org.consultflow.channel.words;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Currency;
import java.util.UUID;

import org.consultflow.notification.MessageFacts;

/** Facts for tests, and the values in them that only the body of a mail may show. */
final class Facts {

    static final UUID ID = UUID.fromString("6f1d2c3b-4a59-4e68-8d77-9c8b7a6f5e4d");
    static final ZoneId MELBOURNE = ZoneId.of("Australia/Melbourne");
    static final ZonedDateTime START = ZonedDateTime.of(2026, 12, 1, 9, 0, 0, 0, MELBOURNE);
    static final String PATIENT = "Alex Example";
    static final String PROVIDER = "Dr Robin Sample";
    static final String LOCATION = "12 Example Street";
    static final String REASON = "burst water pipe";
    static final String EMAIL = "somebody@example.org";
    static final String JOIN = "https://visits.clinic.example/join/"
            + "dGhpcnR5LWZpdmUuNmYxZDJjM2ItNGE1OS00ZTY4LThkNzctOWM4YjdhNmY1ZTRkLjEucGF0aWVudA.Qw4_Ey6Ui0OpAs8-Df2Gh5";
    static final String DEVICE_TEST = "https://visits.clinic.example/join/test";
    static final String SESSIONS = "https://visits.clinic.example/sessions/"
            + "dGhpcnR5LWZpdmUuNmYxZDJjM2ItNGE1OS00ZTY4LThkNzctOWM4YjdhNmY1ZTRkLnBhdGllbnQ.Zx4_Ey6Ui0OpAs8-Df2Gh5";
    static final String ANSWER = "https://visits.clinic.example/answer/"
            + "dGhpcnR5LWZpdmUuNmYxZDJjM2ItNGE1OS00ZTY4LThkNzctOWM4YjdhNmY1ZTRkLjEucmVtaW5kZXI.Ab4_Ey6Ui0OpAs8-Df2Gh5";
    static final String PHOTO = "https://clinic.example/photos/robin.png";
    static final Instant WRITTEN = Instant.parse("2026-11-20T01:02:03Z");
    static final ClinicProperties CLINIC =
            new ClinicProperties("Example Clinic", "support@clinic.example", "+61 3 5550 0100", "#0f6b66");

    private Facts() {}

    /** Everything that there can be. */
    static MessageFacts full(String kind, String audience) {
        return full(kind, audience, "hybrid", "clinic");
    }

    static MessageFacts full(String kind, String audience, String type, String cancelledBy) {
        return new MessageFacts(
                ID,
                kind,
                audience,
                type,
                START,
                50,
                1,
                PATIENT,
                PROVIDER,
                URI.create(PHOTO),
                audience.equals("provider") ? PROVIDER : PATIENT,
                EMAIL,
                LOCATION,
                URI.create(JOIN),
                URI.create(DEVICE_TEST),
                () -> URI.create(SESSIONS),
                URI.create(ANSWER),
                new BigDecimal("120.00"),
                Currency.getInstance("AUD"),
                START.minusDays(4),
                START.minusDays(6),
                cancelledBy,
                REASON,
                true,
                WRITTEN);
    }

    /** Nothing but what there always is. */
    static MessageFacts minimal(String kind, String audience) {
        return at(START, 1, kind, audience);
    }

    static MessageFacts at(ZonedDateTime start, int revision, String kind, String audience) {
        return new MessageFacts(
                ID,
                kind,
                audience,
                "in-person",
                start,
                50,
                revision,
                PATIENT,
                PROVIDER,
                null,
                audience.equals("provider") ? PROVIDER : PATIENT,
                EMAIL,
                null,
                null,
                null,
                () -> null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                false,
                WRITTEN);
    }
}
