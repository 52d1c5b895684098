package org.consultflow.sandbox.twilio;

import java.time.Instant;

/**
 * A phone call at the stand-in. {@link #toString()} leaves the number out.
 *
 * @param sid {@code CA…}
 * @param to number in E.164
 * @param url is asked what is to happen once it is answered
 * @param statusCallback where its end is told, or null
 * @param status {@code queued}, {@code in-progress}, {@code completed}, {@code busy}, {@code no-answer}
 * @param conference where it is connected to, or null
 * @param createdAt by real time
 */
public record SandboxCall(
        String sid, String to, String url, String statusCallback, String status, String conference, Instant createdAt) {

    boolean over() {
        return !status.equals("queued") && !status.equals("in-progress");
    }

    SandboxCall now(String newStatus) {
        return new SandboxCall(sid, to, url, statusCallback, newStatus, conference, createdAt);
    }

    SandboxCall in(String name) {
        return new SandboxCall(sid, to, url, statusCallback, "in-progress", name, createdAt);
    }

    @Override
    public String toString() {
        return "SandboxCall[" + sid + ", " + status + "]";
    }
}
