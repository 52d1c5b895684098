package org.consultflow.consultation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import jakarta.validation.Validator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import org.consultflow.consultation.InvalidRequestException.Violation;
import org.springframework.stereotype.Component;

/**
 * Reads a JSON request into a record and checks the rules written on it. A field that nobody knows is refused rather than
 * ignored: it is most often a misspelt one.
 */
@Component
public class RequestReader {

    private final ObjectMapper json;
    private final Validator validator;

    RequestReader(ObjectMapper json, Validator validator) {
        this.json = json.copy()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        this.validator = validator;
    }

    /**
     * @param request as it came in; null is no object
     * @param type a record, its rules written on it as bean validation
     * @throws InvalidRequestException naming each field and the rule it breaks
     */
    public <T> T read(JsonNode request, Class<T> type) {
        if (request == null || !request.isObject()) {
            throw new InvalidRequestException("body", "must be a JSON object");
        }
        T read = convert(request, type);
        List<Violation> violations = new ArrayList<>();
        validator
                .validate(read)
                .forEach(broken -> violations.add(new Violation(
                        broken.getPropertyPath().toString().replace(".<list element>", ""), broken.getMessage())));
        if (!violations.isEmpty()) {
            violations.sort(Comparator.comparing(Violation::field).thenComparing(Violation::rule));
            throw new InvalidRequestException(violations);
        }
        return read;
    }

    private <T> T convert(JsonNode request, Class<T> type) {
        try {
            return json.treeToValue(request, type);
        } catch (UnrecognizedPropertyException e) {
            throw new InvalidRequestException(
                    pathOf(e),
                    "is not known; known here are: "
                            + e.getKnownPropertyIds().stream()
                                    .map(Object::toString)
                                    .sorted()
                                    .toList());
        } catch (JsonMappingException e) {
            throw new InvalidRequestException(pathOf(e), "has the wrong JSON type or form");
        } catch (JsonProcessingException e) {
            throw new InvalidRequestException("body", "is not valid JSON");
        }
    }

    private static String pathOf(JsonMappingException e) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference step : e.getPath()) {
            if (step.getFieldName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return path.isEmpty() ? "body" : path.toString();
    }
}
