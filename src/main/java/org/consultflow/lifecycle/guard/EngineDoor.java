package org.consultflow.lifecycle.guard;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Reads every request to the engine's REST API before the engine does, takes bookings out, and answers what is refused as
 * the engine would: 400 with {@code type} and {@code message}. Stands behind the login.
 */
class EngineDoor extends OncePerRequestFilter {

    /** Of a JSON body; the largest real one is a query. */
    static final int LARGEST_BODY = 1024 * 1024;

    /** Of a deployment. */
    static final int LARGEST_DEPLOYMENT = 10 * 1024 * 1024;

    /** A name that stands twice could mean one thing here and another in the engine. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final ObjectProvider<BookingDoor> bookings;
    private final int mostResults;

    /** @param mostResults that the engine gives in one answer */
    EngineDoor(ObjectProvider<BookingDoor> bookings, int mostResults) {
        this.bookings = bookings;
        this.mostResults = mostResults;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<EnginePath> path = EnginePath.of(request);
        if (path.isEmpty() && isForm(request)) {
            chain.doFilter(request, response);
            return;
        }
        try {
            pass(request, response, chain, path.orElse(new EnginePath("", List.of())));
        } catch (RefusedException e) {
            EngineAnswer.refuse(
                    response, HttpServletResponse.SC_BAD_REQUEST, "InvalidRequestException", e.getMessage());
        }
    }

    private void pass(HttpServletRequest request, HttpServletResponse response, FilterChain chain, EnginePath path)
            throws ServletException, IOException {
        EngineRequestRules.checkAddress(request.getMethod(), path, request.getQueryString());
        boolean deployment = isMultipart(request) && path.is("deployment/create");
        byte[] bytes = readBody(request, deployment ? LARGEST_DEPLOYMENT : LARGEST_BODY);
        if (bytes == null) {
            EngineAnswer.refuse(
                    response,
                    HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE,
                    "InvalidRequestException",
                    "the body is too large");
            return;
        }
        if (!deployment) {
            if (isMultipart(request)) {
                throw new RefusedException("only deployments are sent as files");
            }
            JsonNode body = parse(bytes);
            if (bookings.getObject().handles(request.getMethod(), path)) {
                bookings.getObject().book(path, body, request, response);
                return;
            }
            EngineRequestRules.checkActivation(path, body);
            EngineRequestRules.checkBody(path, body);
        }
        chain.doFilter(new CachedBody(request, bytes, limited(path, request.getQueryString())), response);
    }

    /** Cockpit asks for some lists without saying how many, which the engine refuses: then it gets as many as there may be. */
    private String limited(EnginePath path, String query) {
        if (!path.isForCockpit() || !path.isList() || (query != null && query.matches("(.*&)?maxResults=.*"))) {
            return query;
        }
        return (query == null || query.isEmpty() ? "" : query + "&") + "maxResults=" + mostResults;
    }

    private static byte[] readBody(HttpServletRequest request, int limit) throws IOException {
        if (request.getContentLengthLong() > limit) {
            return null;
        }
        byte[] bytes = request.getInputStream().readNBytes(limit + 1);
        return bytes.length > limit ? null : bytes;
    }

    private static JsonNode parse(byte[] bytes) {
        try {
            return bytes.length == 0 ? MissingNode.getInstance() : JSON.readTree(bytes);
        } catch (JsonProcessingException e) {
            throw new RefusedException("the body is not JSON: " + e.getClass().getSimpleName()
                    + (e.getLocation() == null
                            ? ""
                            : " in line " + e.getLocation().getLineNr()));
        } catch (IOException e) {
            throw new RefusedException("the body is not JSON in UTF-8");
        }
    }

    private static boolean isMultipart(HttpServletRequest request) {
        return isOf(request, "multipart/");
    }

    private static boolean isForm(HttpServletRequest request) {
        return isOf(request, MediaType.APPLICATION_FORM_URLENCODED_VALUE);
    }

    private static boolean isOf(HttpServletRequest request, String type) {
        return request.getContentType() != null
                && request.getContentType().toLowerCase(Locale.ROOT).startsWith(type);
    }
}
