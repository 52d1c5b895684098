package org.consultflow.lifecycle.guard;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.consultflow.consultation.BookingsBusyException;
import org.consultflow.consultation.Consultation;
import org.consultflow.consultation.ConsultationCommands;
import org.consultflow.consultation.InvalidRequestException;
import org.consultflow.consultation.ProcessSuspendedException;
import org.consultflow.consultation.StateConflictException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/**
 * Takes the booking out of a request that starts {@code consultation}, before the engine sees it: the same use case as
 * {@code POST /api/consultations}, answered as the engine answers a start. Contact data never reaches the engine.
 */
@Component
class BookingDoor {

    private static final String PROCESS = "consultation";
    private static final Set<String> BODY = Set.of("variables", "businessKey", "withVariablesInReturn");
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final ObjectProvider<ProcessEngine> engine;
    private final ObjectProvider<ConsultationCommands> commands;

    BookingDoor(ObjectProvider<ProcessEngine> engine, ObjectProvider<ConsultationCommands> commands) {
        this.engine = engine;
        this.commands = commands;
    }

    /** Whether a request starts {@code consultation}: by key, by id, for a tenant, or by its form. */
    boolean handles(String method, EnginePath path) {
        if (!method.equals("POST") || !Set.of("start", "submit-form").contains(path.last())) {
            return false;
        }
        if (path.is("process-definition/key/*/*") || path.is("process-definition/key/*/tenant-id/*/*")) {
            return path.segments().get(2).equals(PROCESS);
        }
        return path.is("process-definition/*/*")
                && keyOf(path.segments().get(1)).equals(PROCESS);
    }

    private String keyOf(String definitionId) {
        return withoutUser(() -> {
            ProcessDefinition definition = engine.getObject()
                    .getRepositoryService()
                    .createProcessDefinitionQuery()
                    .processDefinitionId(definitionId)
                    .singleResult();
            return definition == null ? "" : definition.getKey();
        });
    }

    void book(EnginePath path, JsonNode body, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (!mayStart()) {
            EngineAnswer.refuse(
                    response,
                    HttpServletResponse.SC_FORBIDDEN,
                    "AuthorizationException",
                    "booking needs the permission CREATE_INSTANCE on the process definition consultation,"
                            + " and CREATE on process instances");
            return;
        }
        try {
            JsonNode booking = bookingIn(body);
            JsonNode key = body.path("businessKey");
            Map<String, Object> started = withoutUser(() -> {
                Consultation booked = commands.getObject().book(key.isTextual() ? key.textValue() : null, booking);
                return describe(booked, path, request);
            });
            EngineAnswer.write(response, HttpServletResponse.SC_OK, started);
        } catch (InvalidRequestException e) {
            String message = e.violations().stream()
                    .map(violation -> "booking." + violation)
                    .collect(Collectors.joining("; "));
            EngineAnswer.refuse(response, HttpServletResponse.SC_BAD_REQUEST, "InvalidRequestException", message);
        } catch (StateConflictException e) {
            EngineAnswer.refuse(response, HttpServletResponse.SC_CONFLICT, "StateConflictException", e.getMessage());
        } catch (BookingsBusyException e) {
            notNow(response, e, BookingsBusyException.RETRY_AFTER_SECONDS);
        } catch (ProcessSuspendedException e) {
            notNow(response, e, ProcessSuspendedException.RETRY_AFTER_SECONDS);
        }
    }

    private static void notNow(HttpServletResponse response, RuntimeException reason, int seconds) throws IOException {
        response.setIntHeader(HttpHeaders.RETRY_AFTER, seconds);
        EngineAnswer.refuse(
                response,
                HttpServletResponse.SC_SERVICE_UNAVAILABLE,
                reason.getClass().getSimpleName(),
                reason.getMessage().replace("Idempotency-Key", "businessKey"));
    }

    private boolean mayStart() {
        ProcessEngine service = engine.getObject();
        Authentication user = service.getIdentityService().getCurrentAuthentication();
        return user != null
                && service.getAuthorizationService()
                        .isUserAuthorized(
                                user.getUserId(), user.getGroupIds(), Permissions.CREATE, Resources.PROCESS_INSTANCE)
                && service.getAuthorizationService()
                        .isUserAuthorized(
                                user.getUserId(),
                                user.getGroupIds(),
                                Permissions.CREATE_INSTANCE,
                                Resources.PROCESS_DEFINITION,
                                PROCESS);
    }

    private static JsonNode bookingIn(JsonNode body) {
        JsonNode variables = body.path("variables");
        if (!variables.has("booking")) {
            throw new RefusedException("consultation starts with a booking: send it as the variable booking");
        }
        body.fieldNames().forEachRemaining(name -> {
            if (!BODY.contains(name)) {
                throw new RefusedException(
                        "a booking is sent with " + BODY.stream().sorted().toList() + " only");
            }
        });
        if (variables.size() != 1) {
            throw new RefusedException("booking is the only variable that consultation starts with");
        }
        JsonNode value = variables.get("booking").path("value");
        JsonNode booking = value.isTextual() ? parse(value.textValue()) : value;
        if (!booking.isObject()) {
            throw new RefusedException("booking has to be a JSON object");
        }
        return booking;
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new RefusedException("booking has to be a JSON object");
        }
    }

    private Map<String, Object> describe(Consultation booked, EnginePath path, HttpServletRequest request) {
        ProcessInstance instance = engine.getObject()
                .getRuntimeService()
                .createProcessInstanceQuery()
                .processInstanceBusinessKey(booked.id().toString(), PROCESS)
                .singleResult();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("links", instance == null ? List.of() : List.of(link(instance, path, request)));
        answer.put("id", instance == null ? null : instance.getId());
        answer.put("definitionId", instance == null ? null : instance.getProcessDefinitionId());
        answer.put("definitionKey", PROCESS);
        answer.put("businessKey", booked.id().toString());
        answer.put("caseInstanceId", null);
        answer.put("ended", instance == null);
        answer.put("suspended", instance != null && instance.isSuspended());
        answer.put("tenantId", instance == null ? null : instance.getTenantId());
        return answer;
    }

    private static Map<String, Object> link(ProcessInstance instance, EnginePath path, HttpServletRequest request) {
        String base = request.getRequestURL()
                .substring(
                        0,
                        request.getRequestURL().length()
                                - request.getRequestURI().length());
        return Map.of(
                "method", "GET",
                "href", base + path.mount() + "/process-instance/" + instance.getId(),
                "rel", "self");
    }

    /** The use case does what it needs in the engine, whatever its caller may see there. */
    private <T> T withoutUser(Supplier<T> work) {
        var identities = engine.getObject().getIdentityService();
        Authentication user = identities.getCurrentAuthentication();
        identities.clearAuthentication();
        try {
            return work.get();
        } finally {
            identities.setAuthentication(user);
        }
    }
}
