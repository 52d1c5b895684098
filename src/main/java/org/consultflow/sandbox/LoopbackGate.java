package org.consultflow.sandbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets nobody to {@code /sandbox} but a browser or a program on this very machine: a loopback connection, by the name
 * localhost or 127.0.0.1 (a foreign name that resolves here must not do), through no proxy. To everybody else there is no
 * such place. What changes something must also come from our own page, or from no page at all.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class LoopbackGate extends OncePerRequestFilter {

    private static final Pattern LOCAL_HOST = Pattern.compile("(localhost|127\\.0\\.0\\.1)(:\\d{1,5})?");
    private static final Set<String> FORWARDING = Set.of(
            "forwarded",
            "via",
            "x-real-ip",
            "x-client-ip",
            "x-cluster-client-ip",
            "true-client-ip",
            "cf-connecting-ip");
    private static final Set<String> READING =
            Set.of(HttpMethod.GET.name(), HttpMethod.HEAD.name(), HttpMethod.OPTIONS.name());
    private static final String ROOT = "/sandbox";
    private static final String CLOCK = "/sandbox/clock";

    private final boolean page;
    private final boolean clock;
    private final ObjectMapper json;

    LoopbackGate(
            @Value("${consultflow.sandbox.page:false}") boolean page,
            @Value("${consultflow.clock}") String clock,
            ObjectMapper json) {
        this.page = page;
        this.clock = clock.equals("adjustable");
        this.json = json;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = path(request).toLowerCase(Locale.ROOT);
        return !path.equals(ROOT) && !path.startsWith(ROOT + "/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!isThere(path(request)) || !isFromThisMachine(request)) {
            refuse(response, HttpStatus.NOT_FOUND, null);
        } else if (READING.contains(request.getMethod())) {
            chain.doFilter(request, response);
        } else if (!isSameOrigin(request)) {
            refuse(response, HttpStatus.FORBIDDEN, "the sandbox takes commands from its own page only");
        } else if (!isJson(request)) {
            refuse(response, HttpStatus.UNSUPPORTED_MEDIA_TYPE, "the Content-Type must be application/json");
        } else {
            chain.doFilter(request, response);
        }
    }

    private static String path(HttpServletRequest request) {
        String rest = request.getPathInfo();
        return rest == null ? request.getServletPath() : request.getServletPath() + rest;
    }

    private boolean isThere(String path) {
        return page || (clock && path.equals(CLOCK));
    }

    private static boolean isFromThisMachine(HttpServletRequest request) throws IOException {
        String host = request.getHeader("Host");
        return InetAddress.getByName(request.getRemoteAddr()).isLoopbackAddress()
                && host != null
                && LOCAL_HOST.matcher(host.toLowerCase(Locale.ROOT)).matches()
                && Collections.list(request.getHeaderNames()).stream().noneMatch(LoopbackGate::saysForwarded);
    }

    private static boolean saysForwarded(String header) {
        String name = header.toLowerCase(Locale.ROOT);
        return FORWARDING.contains(name) || name.startsWith("x-forwarded") || name.startsWith("x-original-");
    }

    private static boolean isSameOrigin(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null && !site.equals("same-origin") && !site.equals("none")) {
            return false;
        }
        String origin = request.getHeader("Origin");
        return origin == null || authority(origin).equalsIgnoreCase(request.getHeader("Host"));
    }

    private static String authority(String origin) {
        try {
            String authority = URI.create(origin).getRawAuthority();
            return authority == null ? "" : authority;
        } catch (IllegalArgumentException notAnOrigin) {
            return "";
        }
    }

    private static boolean isJson(HttpServletRequest request) {
        String type = request.getContentType();
        boolean empty = request.getContentLengthLong() <= 0 && request.getHeader("Transfer-Encoding") == null;
        return type == null ? empty : type.toLowerCase(Locale.ROOT).startsWith(MediaType.APPLICATION_JSON_VALUE);
    }

    private void refuse(HttpServletResponse response, HttpStatus status, String why) throws IOException {
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        ProblemDetail problem = ProblemDetail.forStatus(status);
        problem.setDetail(why);
        response.getWriter().write(json.writeValueAsString(problem));
    }
}
