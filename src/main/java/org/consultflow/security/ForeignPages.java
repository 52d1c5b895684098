package org.consultflow.security;

import java.io.IOException;
import java.net.URI;
import java.util.Set;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses what a browser sends on behalf of a page that is not ours: a browser that remembers a Basic login, or sits on the
 * machine of the sandbox, would lend it to every page it shows. Programs send neither header and pass.
 */
class ForeignPages extends OncePerRequestFilter {

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private final String publicHost;

    ForeignPages(URI publicUrl) {
        this.publicHost = publicUrl.getAuthority();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!READING.contains(request.getMethod()) && isForeign(request)) {
            Problem.write(response, HttpStatus.FORBIDDEN, "a page of another site may not do this");
            return;
        }
        chain.doFilter(request, response);
    }

    private boolean isForeign(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return !site.equals("same-origin") && !site.equals("none");
        }
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin == null) {
            return false;
        }
        String host = origin.replaceFirst("^[a-z]+://", "");
        return !host.equals(request.getHeader(HttpHeaders.HOST)) && !host.equals(publicHost);
    }
}
