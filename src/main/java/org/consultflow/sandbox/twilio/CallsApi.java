package org.consultflow.sandbox.twilio;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.consultflow.sandbox.faults.FaultKind;
import org.consultflow.sandbox.faults.Faults;

/**
 * The Call resource: phones that ring and are answered a moment later, unless something goes wrong on order. Two in one
 * conference talk for two seconds, then one hangs up; one alone waits for the other until it is hung up by the API.
 */
final class CallsApi {

    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");
    private static final Pattern CONFERENCE = Pattern.compile("<Conference[^>]*>([^<]+)</Conference>");
    private static final Duration RINGS = Duration.ofMillis(300);
    private static final Duration SLOW = Duration.ofSeconds(4);
    private static final Duration TALK = Duration.ofSeconds(2);
    private static final int KEPT = 1000;

    private final TwilioAccount account;
    private final Faults faults;
    private final Callbacks callbacks;
    private final Work work;
    private final Clock realTime;
    private final Map<String, SandboxCall> book = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, SandboxCall> eldest) {
            return size() > KEPT;
        }
    };

    CallsApi(TwilioAccount account, Faults faults, Callbacks callbacks, Work work, Clock realTime) {
        this.account = account;
        this.faults = faults;
        this.callbacks = callbacks;
        this.work = work;
        this.realTime = realTime;
    }

    Answer create(TwilioRequest request) {
        String to = request.field("To");
        String from = request.field("From");
        if (to == null || !E164.matcher(to).matches()) {
            throw TwilioError.badRequest(21211, "Invalid 'To' Phone Number");
        }
        if (from == null || !account.owns(from)) {
            throw TwilioError.badRequest(
                    21210, "The source phone number provided is not yet verified for your account");
        }
        if (request.field("Url") == null) {
            throw TwilioError.badRequest(21205, "Url parameter is required");
        }
        Optional<FaultKind> fault = faults.take("voice", to);
        if (fault.filter(FaultKind.RATE_LIMITED::equals).isPresent()) {
            throw new TwilioError(429, 20429, "Too Many Requests");
        }
        if (fault.filter(FaultKind.REFUSED::equals).isPresent()) {
            throw TwilioError.badRequest(21217, "Phone number does not appear to be valid");
        }
        SandboxCall call = new SandboxCall(
                Sids.next("CA"),
                to,
                request.field("Url"),
                request.field("StatusCallback"),
                "queued",
                null,
                realTime.instant());
        put(call);
        work.later(RINGS, () -> ring(call.sid(), fault));
        Answer created = Answer.of(201, json(call));
        return switch (fault.orElse(FaultKind.SILENT)) {
            case UNAVAILABLE -> Answer.of(new TwilioError(503, 20503, "Service unavailable"));
            case DROPPED -> Answer.none();
            case SLOW -> created.after(SLOW);
            default -> created;
        };
    }

    Answer fetch(String sid, String path) {
        return Answer.of(200, json(find(sid, path)));
    }

    Answer update(String sid, TwilioRequest request) {
        SandboxCall call = find(sid, request.path());
        if (!"completed".equals(request.field("Status"))) {
            throw TwilioError.badRequest(21218, "Invalid ApplicationSid");
        }
        if (call.over()) {
            throw TwilioError.badRequest(21220, "Call is not in-progress. Cannot redirect.");
        }
        end(sid, "completed");
        return Answer.of(200, json(find(sid, request.path())));
    }

    /** The calls that were made, in order. */
    synchronized List<SandboxCall> all() {
        return new ArrayList<>(book.values());
    }

    private CompletionStage<?> ring(String sid, Optional<FaultKind> fault) {
        if (fault.filter(kind -> kind == FaultKind.UNDELIVERABLE).isPresent()) {
            return end(sid, "busy");
        }
        if (fault.filter(kind -> kind == FaultKind.SILENT || kind == FaultKind.FAILS)
                .isPresent()) {
            return end(sid, "no-answer");
        }
        SandboxCall call = change(sid, it -> it.over() ? it : it.now("in-progress"));
        if (call.over()) {
            return CompletableFuture.completedFuture(null);
        }
        Map<String, String> form = form(call);
        form.put("AnsweredBy", "human");
        Matcher conference = CONFERENCE.matcher(callbacks.ask(call.url().replaceAll("#.*", ""), form));
        if (!conference.find()) {
            return end(sid, "completed");
        }
        String name = conference.group(1);
        change(sid, it -> it.over() ? it : it.in(name));
        List<SandboxCall> inside = inside(name);
        if (inside.size() > 1) {
            work.later(TALK, () -> end(sid, "completed"));
        }
        return CompletableFuture.completedFuture(null);
    }

    /** Ends a call, and with it its conference: that is what our TwiML asks for. */
    private CompletionStage<?> end(String sid, String status) {
        SandboxCall before = change(sid, UnaryOperator.identity());
        if (before.over()) {
            return CompletableFuture.completedFuture(null);
        }
        SandboxCall ended = change(sid, it -> it.now(status));
        List<CompletableFuture<Void>> told = new ArrayList<>();
        told.add(tell(ended));
        if (ended.conference() != null) {
            inside(ended.conference()).forEach(other -> told.add(tell(change(other.sid(), it -> it.now("completed")))));
        }
        return CompletableFuture.allOf(told.toArray(CompletableFuture[]::new));
    }

    private CompletableFuture<Void> tell(SandboxCall call) {
        return call.statusCallback() == null
                ? CompletableFuture.completedFuture(null)
                : callbacks.post(call.statusCallback(), form(call), work.executor());
    }

    private Map<String, String> form(SandboxCall call) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("AccountSid", account.accountSid());
        form.put("ApiVersion", "2010-04-01");
        form.put("CallSid", call.sid());
        form.put("CallStatus", call.status());
        form.put("Direction", "outbound-api");
        form.put("From", account.phoneNumber());
        form.put("To", call.to());
        if (call.status().equals("completed")) {
            form.put(
                    "CallDuration",
                    Long.toString(Duration.between(call.createdAt(), realTime.instant())
                            .toSeconds()));
        }
        return form;
    }

    private synchronized void put(SandboxCall call) {
        book.put(call.sid(), call);
    }

    private synchronized SandboxCall change(String sid, UnaryOperator<SandboxCall> how) {
        return book.computeIfPresent(sid, (same, call) -> how.apply(call));
    }

    private synchronized List<SandboxCall> inside(String conference) {
        return book.values().stream()
                .filter(call -> !call.over() && conference.equals(call.conference()))
                .toList();
    }

    private synchronized SandboxCall find(String sid, String path) {
        return Optional.ofNullable(book.get(sid)).orElseThrow(() -> TwilioError.notFound(path));
    }

    private Map<String, Object> json(SandboxCall call) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("account_sid", account.accountSid());
        json.put("api_version", "2010-04-01");
        json.put("sid", call.sid());
        json.put("to", call.to());
        json.put("from", account.phoneNumber());
        json.put("status", call.status());
        json.put("direction", "outbound-api");
        json.put("uri", "/2010-04-01/Accounts/" + account.accountSid() + "/Calls/" + call.sid() + ".json");
        return json;
    }
}
