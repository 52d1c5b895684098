package org.consultflow.sandbox.twilio;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.consultflow.sandbox.faults.FaultKind;

/** What becomes of a message after it was accepted, and which receipts say so. Never one for the first status: it was in the answer. */
final class Fate {

    private static final Duration SOON = Duration.ofMillis(120);

    private Fate() {}

    /** @param fault what goes wrong, if anything */
    static List<Receipt> of(boolean whatsapp, Optional<FaultKind> fault) {
        Integer lost = whatsapp ? 63024 : 30005;
        if (fault.isEmpty()) {
            return arrives(whatsapp);
        }
        return switch (fault.get()) {
            case UNDELIVERABLE, FAILS -> List.of(step("sent"), new Receipt(SOON, "undelivered", lost));
            case SILENT -> List.of(step("sent"));
            case REPEATED_RECEIPTS ->
                List.of(
                        step("delivered"),
                        step("sent"),
                        step("queued"),
                        step("delivered"),
                        new Receipt(SOON, "undelivered", lost));
            default -> arrives(whatsapp);
        };
    }

    private static List<Receipt> arrives(boolean whatsapp) {
        return whatsapp
                ? List.of(step("sent"), step("delivered"), step("read"))
                : List.of(step("sent"), step("delivered"));
    }

    private static Receipt step(String status) {
        return new Receipt(SOON, status, null);
    }
}
