package org.consultflow.channel;

import java.util.HashMap;
import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.consultflow.channel.WebhookRejections.Reason;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Lets through what Twilio signed, and nothing else; the first thing that happens to a webhook, before anything is looked up
 * or written, and at the price of an HMAC or two: a body is read only if there is a signature, and only a small one. Twilio
 * signs the public URL, which a proxy may have changed on the way.
 */
class TwilioSignatureInterceptor implements HandlerInterceptor {

    /** Bytes. A message of 1600 characters with all its fields, each character escaped, has some twenty thousand. */
    static final int LARGEST = 32 * 1024;

    private final TwilioSignature signatures;
    private final WebhookRejections rejections;

    TwilioSignatureInterceptor(TwilioSignature signatures, WebhookRejections rejections) {
        this.signatures = signatures;
        this.rejections = rejections;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        return letsIn(request, response);
    }

    /** @return false if it was turned away: that is answered already */
    boolean letsIn(HttpServletRequest request, HttpServletResponse response) {
        Reason reason = refusal(request);
        if (reason == null) {
            return true;
        }
        rejections.add("twilio", reason);
        response.setStatus(
                switch (reason) {
                    case LENGTH -> HttpServletResponse.SC_LENGTH_REQUIRED;
                    case SIZE -> HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE;
                    case UNSIGNED, SIGNATURE, REFERENCE -> HttpServletResponse.SC_FORBIDDEN;
                });
        return false;
    }

    /** @return why it is turned away; null = it is not */
    private Reason refusal(HttpServletRequest request) {
        String signature = request.getHeader("X-Twilio-Signature");
        if (signature == null || !TwilioSignature.isWellFormed(signature)) {
            return Reason.UNSIGNED;
        }
        if (request.getContentLengthLong() < 0) {
            return Reason.LENGTH;
        }
        if (request.getContentLengthLong() > LARGEST) {
            return Reason.SIZE;
        }
        return signatures.isOf(pathAndQuery(request), form(request), signature) ? null : Reason.SIGNATURE;
    }

    private static String pathAndQuery(HttpServletRequest request) {
        String query = request.getQueryString();
        return query == null ? request.getRequestURI() : request.getRequestURI() + "?" + query;
    }

    /** The fields of the body alone: the servlet API mixes them with those of the URL, which come first. */
    private static Map<String, String> form(HttpServletRequest request) {
        Map<String, Integer> inUrl = new HashMap<>();
        if (request.getQueryString() != null) {
            for (String field : request.getQueryString().split("&")) {
                inUrl.merge(field.split("=", 2)[0], 1, Integer::sum);
            }
        }
        Map<String, String> form = new HashMap<>();
        request.getParameterMap().forEach((name, values) -> {
            int fromUrl = inUrl.getOrDefault(name, 0);
            if (values.length > fromUrl) {
                form.put(name, values[fromUrl]);
            }
        });
        return form;
    }
}
