package org.consultflow.support;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import org.consultflow.channel.TwilioContract;
import org.consultflow.sandbox.twilio.RequestObserver;
import org.consultflow.sandbox.twilio.TwilioRequest;

/** Checks every request that the service makes of Twilio against Twilio's own OpenAPI, and keeps what it saw. */
public class TwilioRequests implements RequestObserver {

    private final List<TwilioRequest> requests = new CopyOnWriteArrayList<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final Map<String, Runnable> meanwhile = new ConcurrentHashMap<>();

    @Override
    public void observed(TwilioRequest request) {
        requests.add(request);
        String path = request.query() == null ? request.path() : request.path() + "?" + request.query();
        TwilioContract.check(request.method(), path, request.contentType(), request.body())
                .forEach(complaint -> complaints.add(request.method() + " " + request.path() + ": " + complaint));
        if (request.method().equals("POST")) {
            request.form().getOrDefault("To", List.of()).stream()
                    .map(meanwhile::remove)
                    .filter(Objects::nonNull)
                    .forEach(Runnable::run);
        }
    }

    /** What happens while the next WhatsApp message to a number is on its way: Twilio takes it when that is done. */
    public void whileSendingWhatsAppTo(String phone, Runnable action) {
        meanwhile.put("whatsapp:" + phone, action);
    }

    public List<TwilioRequest> all() {
        return requests;
    }

    /** What Twilio's description forbids; empty if all is well. */
    public List<String> complaints() {
        return complaints;
    }
}
