package org.consultflow.security;

import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/**
 * What a browser is told about our pages: scripts from here only, no framing, no referrer (a join link is a secret). Styles
 * may stand inline: bpmn-js and Swagger UI set them on their elements, and so does every mail that the sandbox shows.
 */
final class PageHeaders {

    private static final String PAGES = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
            + "img-src 'self' data: https:; font-src 'self' data:; object-src 'none'; base-uri 'none'; "
            + "form-action 'self'; frame-ancestors 'none'";

    private static final String DATA = "default-src 'none'; frame-ancestors 'none'";

    private static final String DEVICES = "camera=(), microphone=(), geolocation=()";

    private PageHeaders() {}

    static void ofPages(HeadersConfigurer<HttpSecurity> headers) {
        with(headers, PAGES).permissionsPolicyHeader(policy -> policy.policy(DEVICES));
    }

    static void ofData(HeadersConfigurer<HttpSecurity> headers) {
        with(headers, DATA);
    }

    private static HeadersConfigurer<HttpSecurity> with(HeadersConfigurer<HttpSecurity> headers, String content) {
        return headers.referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER))
                .contentSecurityPolicy(policy -> policy.policyDirectives(content));
    }
}
