package org.consultflow.lifecycle.cockpit;

import java.util.function.Supplier;

import jakarta.ws.rs.core.Response.Status;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.camunda.bpm.engine.rest.exception.InvalidRequestException;
import org.consultflow.consultation.ConsultationNotFoundException;
import org.consultflow.consultation.ProcessSuspendedException;
import org.consultflow.consultation.RequestReader;
import org.consultflow.consultation.StateConflictException;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.stereotype.Component;

/** Reads and writes the plugin's JSON as the API's, and says what is refused as the engine does. */
@Component
class CockpitJson {

    private final ObjectMapper json;
    private final RequestReader requests;

    CockpitJson(ObjectMapper json, RequestReader requests) {
        this.json = json;
        this.requests = requests;
    }

    /** @throws org.consultflow.consultation.InvalidRequestException naming each field and the rule it breaks */
    <T> T read(String body, Class<T> type) {
        JsonNode read;
        try {
            read = json.readTree(body);
        } catch (JsonProcessingException e) {
            throw new org.consultflow.consultation.InvalidRequestException("body", "must be valid JSON");
        }
        return requests.read(read, type);
    }

    /** @throws InvalidRequestException if the features refuse, with what they say */
    String answer(Supplier<?> question) {
        try {
            return json.writeValueAsString(question.get());
        } catch (ConsultationNotFoundException e) {
            throw new InvalidRequestException(Status.NOT_FOUND, e.getMessage());
        } catch (org.consultflow.consultation.InvalidRequestException e) {
            throw new InvalidRequestException(Status.BAD_REQUEST, e.getMessage());
        } catch (StateConflictException e) {
            throw new InvalidRequestException(Status.CONFLICT, e.getMessage());
        } catch (ProcessSuspendedException e) {
            throw new InvalidRequestException(Status.SERVICE_UNAVAILABLE, e.getMessage());
        } catch (ConcurrencyFailureException e) {
            throw new InvalidRequestException(
                    Status.SERVICE_UNAVAILABLE,
                    "somebody else is changing this consultation; nothing was changed: try again");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the answer cannot be written as JSON");
        }
    }
}
