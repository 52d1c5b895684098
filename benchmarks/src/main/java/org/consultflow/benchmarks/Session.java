package org.consultflow.benchmarks;

import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;

/** One visit from the door to its end, with both of the two played by one thread; what one does, the other has to notice. */
final class Session {

    private static final int LINES_EACH = 3;
    private static final int CANDIDATES_EACH = 3;
    // about as long as a browser's for sound and picture
    private static final String DESCRIPTION = "a=rtpmap:96 VP8/90000 ".repeat(250);
    private static final String INSIDE =
            """
            select count(distinct participant) from attendance where consultation_id = ?::uuid and event = ?""";

    private final String id;
    private final String patientPath;
    private final String providerPath;
    private final Database database;
    private final int port;

    /** Milliseconds; a step that failed, in a word, or null if none did. */
    record Result(List<Double> providerToken, List<Double> patientToken, List<Double> chat, String failed) {}

    /** @param patientPath of the patient's join link */
    Session(String id, String patientPath, String providerPath, Database database, int port) {
        this.id = id;
        this.patientPath = patientPath;
        this.providerPath = providerPath;
        this.database = database;
        this.port = port;
    }

    private interface Step {
        void go();
    }

    Result hold(HttpClient client) {
        Result result = new Result(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), null);
        String[] step = {"open"};
        try (Guest patient = new Guest(client, port, patientPath);
                Guest provider = new Guest(client, port, providerPath)) {
            inTime(patient::open);
            inTime(provider::open);
            step[0] = "wait";
            inTime(() -> {
                patient.post("/arrive");
                provider.told("/view/admission", "waiting");
            });
            step[0] = "provider's token";
            String[] token = new String[1];
            result.providerToken.add(inTime(() -> {
                provider.post("/arrive");
                token[0] = provider.token();
            }));
            step[0] = "provider enters";
            inTime(() -> provider.enterRoom(token[0]));
            step[0] = "patient's token";
            result.patientToken.add(inTime(() -> {
                provider.post("/admit");
                patient.told("/view/admission", "admitted");
                token[0] = patient.token();
            }));
            step[0] = "signalling";
            inTime(() -> {
                patient.enterRoom(token[0]);
                connect(patient, provider);
            });
            step[0] = "both joined";
            inTime(() -> bothAre("joined"));
            step[0] = "chat";
            for (int line = 1; line <= LINES_EACH; line++) {
                result.chat.add(written(patient, provider, "From the patient, line " + line));
                result.chat.add(written(provider, patient, "From the provider, line " + line));
            }
            step[0] = "both left";
            inTime(() -> {
                patient.leaveRoom();
                provider.leftAlone();
                provider.leaveRoom();
                bothAre("left");
            });
            step[0] = "end";
            inTime(this::complete);
            inTime(() -> {
                patient.told("/view/page", "over");
                provider.told("/view/page", "over");
            });
            return result;
        } catch (RuntimeException e) {
            return new Result(result.providerToken, result.patientToken, result.chat, step[0] + ": " + e.getMessage());
        }
    }

    /** The one who comes second calls, as the page does: description and candidates of each reach the other. */
    private static void connect(Guest caller, Guest called) {
        String calledSid = caller.peer();
        String callerSid = called.newcomer();
        relay(caller, calledSid, called, callerSid, "{\"description\": {\"type\": \"offer\", \"sdp\": \"%s\"}}");
        relay(called, callerSid, caller, calledSid, "{\"description\": {\"type\": \"answer\", \"sdp\": \"%s\"}}");
        for (int candidate = 1; candidate <= CANDIDATES_EACH; candidate++) {
            String data = "{\"candidate\": {\"candidate\": \"candidate:" + candidate + " 1 udp 1 192.0.2.1 9\"}}";
            relay(caller, calledSid, called, callerSid, data);
            relay(called, callerSid, caller, calledSid, data);
        }
    }

    private static void relay(Guest from, String toSid, Guest to, String fromSid, String data) {
        String signal = data.replace("%s", DESCRIPTION);
        from.signal(toSid, signal);
        to.signalled(fromSid, signal);
    }

    private static double written(Guest from, Guest to, String text) {
        int[] number = new int[1];
        double millis = inTime(() -> {
            number[0] = from.say(text);
            to.reads(number[0], text);
        });
        to.saysThatItWasRead(number[0]);
        return millis;
    }

    /** What the callbacks of the room have told, as it is in the database. */
    private void bothAre(String event) {
        Until.holds("both have " + event, Guest.PATIENCE, () -> database.number(INSIDE, id, event) == 2);
    }

    private void complete() {
        try (Http http = new Http(port, Guest.PATIENCE)) {
            Http.Answer answer = http.ask(
                    "POST",
                    "/api/consultations/" + id + "/complete",
                    "Authorization: Bearer " + Node.API_KEY + "\r\nContent-Type: application/json\r\n",
                    "{}");
            if (answer.status() != 200) {
                throw new IllegalStateException("the end was refused: " + answer.body());
            }
        }
    }

    /** @return how long it took, in milliseconds */
    private static double inTime(Step step) {
        long begun = System.nanoTime();
        step.go();
        long took = System.nanoTime() - begun;
        if (took > Guest.PATIENCE.toNanos()) {
            throw new IllegalStateException("took longer than " + Guest.PATIENCE);
        }
        return took / 1e6;
    }
}
