package org.consultflow.channel;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import com.twilio.security.RequestValidator;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Lets through what Twilio signed, and nothing else; the first thing that happens to a webhook, before anything is read or
 * written. Twilio signs the public URL, which a proxy may have changed on the way, and the form's fields (HMAC-SHA1, key: the
 * auth token); the URL's fragment is not part of it.
 */
class TwilioSignatureInterceptor implements HandlerInterceptor {

    private final RequestValidator validator;
    private final String publicUrl;

    TwilioSignatureInterceptor(RequestValidator validator, String publicUrl) {
        this.validator = validator;
        this.publicUrl = publicUrl;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        String signature = request.getHeader("X-Twilio-Signature");
        if (signature != null && validator.validate(url(request), form(request), signature)) {
            return true;
        }
        response.setStatus(HttpServletResponse.SC_FORBIDDEN);
        return false;
    }

    private String url(HttpServletRequest request) {
        String query = request.getQueryString();
        return publicUrl + request.getRequestURI() + (query == null ? "" : "?" + query);
    }

    /** The fields of the body alone: the servlet API mixes them with those of the URL, which come first. */
    private static Map<String, String> form(HttpServletRequest request) {
        Map<String, List<String>> inUrl = UriComponentsBuilder.newInstance()
                .query(request.getQueryString())
                .build()
                .getQueryParams();
        Map<String, String> form = new HashMap<>();
        request.getParameterMap().forEach((name, values) -> {
            int fromUrl = inUrl.getOrDefault(name, List.of()).size();
            Arrays.stream(values).skip(fromUrl).findFirst().ifPresent(value -> form.put(name, value));
        });
        return form;
    }
}
