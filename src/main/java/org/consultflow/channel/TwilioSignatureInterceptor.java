package org.consultflow.channel;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import com.twilio.security.RequestValidator;
import org.consultflow.channel.WebhookRejections.Reason;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Lets through what Twilio signed, and nothing else; the first thing that happens to a webhook, before anything is looked up
 * or written, and at the price of two HMACs: a body is read only if there is a signature, and only a small one. Twilio signs the
 * public URL, which a proxy may have changed on the way, and the form's fields (HMAC-SHA1, key: the auth token); the URL's
 * fragment is not part of it.
 */
class TwilioSignatureInterceptor implements HandlerInterceptor {

    /** Bytes. A message of 1600 characters with all its fields, each character escaped, has some twenty thousand. */
    static final int LARGEST = 32 * 1024;

    // an HMAC-SHA1 in base64
    private static final Pattern SIGNATURE = Pattern.compile("[A-Za-z0-9+/]{27}=");

    private final RequestValidator validator;
    private final String publicUrl;
    private final WebhookRejections rejections;

    TwilioSignatureInterceptor(RequestValidator validator, String publicUrl, WebhookRejections rejections) {
        this.validator = validator;
        this.publicUrl = publicUrl;
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
        if (signature == null || !SIGNATURE.matcher(signature).matches()) {
            return Reason.UNSIGNED;
        }
        if (request.getContentLengthLong() < 0) {
            return Reason.LENGTH;
        }
        if (request.getContentLengthLong() > LARGEST) {
            return Reason.SIZE;
        }
        return validator.validate(url(request), form(request), signature) ? null : Reason.SIGNATURE;
    }

    private String url(HttpServletRequest request) {
        String query = request.getQueryString();
        return publicUrl + request.getRequestURI() + (query == null ? "" : "?" + query);
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
