package org.consultflow;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.ValidationReport;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.consultflow.consultation.Consultations;
import org.consultflow.consultation.JoinLinks;
import org.consultflow.support.BookedConsultation;
import org.consultflow.support.Clinic;
import org.consultflow.support.ServiceTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/** What is described of the join page's own API is what the service answers. */
@ServiceTest
class JoinApiTest {

    @Autowired
    Clinic clinic;

    @Autowired
    JoinLinks links;

    @Autowired
    Consultations consultations;

    private final Set<String> answered = new TreeSet<>();
    private JsonNode description;
    private OpenApiInteractionValidator described;

    @BeforeEach
    void theDescription() {
        HttpResponse<String> answer = clinic.get("/api-docs/openapi");
        description = clinic.read(answer);
        described = OpenApiInteractionValidator.createForInlineApiSpecification(answer.body())
                .build();
    }

    @Test
    void each_answer_is_as_it_is_described_and_each_described_operation_answers() {
        BookedConsultation visit = clinic.aBookedConsultation(clinic.startingIn("PT5M"));
        String patient = link(visit, "patient");
        String provider = link(visit, "provider");

        assertThat(get("/join/eA.eA", "/state").statusCode()).isEqualTo(404);
        assertThat(get(patient, "/state").statusCode()).isEqualTo(200);
        assertThat(post(patient, "/token", null).statusCode()).isEqualTo(409);
        assertThat(post(patient, "/arrive", null).statusCode()).isEqualTo(200);
        assertThat(get(patient, "/chat").statusCode()).isEqualTo(409);
        assertThat(post(provider, "/arrive", null).statusCode()).isEqualTo(200);
        assertThat(post(provider, "/ask-to-wait", null).statusCode()).isEqualTo(200);
        assertThat(post(provider, "/admit", null).statusCode()).isEqualTo(200);
        assertThat(post(provider, "/ask-to-wait", null).statusCode()).isEqualTo(409);
        assertThat(post(patient, "/token", null).statusCode()).isEqualTo(200);

        ObjectNode line = clinic.json()
                .createObjectNode()
                .put("key", UUID.randomUUID().toString())
                .put("text", "hello");
        assertThat(post(patient, "/chat", line).statusCode()).isEqualTo(200);
        assertThat(post(patient, "/chat", line.deepCopy().put("text", " ")).statusCode())
                .isEqualTo(400);
        assertThat(get(provider, "/chat").statusCode()).isEqualTo(200);
        assertThat(post(provider, "/chat/read", clinic.json().createObjectNode().put("number", 1))
                        .statusCode())
                .isEqualTo(204);
        assertThat(get(provider, "/state").statusCode()).isEqualTo(200);
        theFirstEventIsAsDescribed(patient);
        ObjectNode yes = clinic.json().createObjectNode().put("agrees", true);
        assertThat(post(patient, "/recording/answer", yes).statusCode()).isEqualTo(409);
        assertThat(post(provider, "/recording/ask", null).statusCode()).isEqualTo(200);
        assertThat(post(provider, "/recording/ask", null).statusCode()).isEqualTo(409);
        assertThat(post(patient, "/recording/answer", clinic.json().createObjectNode())
                        .statusCode())
                .isEqualTo(400);
        assertThat(post(patient, "/recording/answer", yes).statusCode()).isEqualTo(200);
        assertThat(post(patient, "/recording/stop", null).statusCode()).isEqualTo(200);
        assertThat(post(patient, "/recording/stop", null).statusCode()).isEqualTo(409);
        assertThat(post(patient, "/leave", null).statusCode()).isEqualTo(200);

        visit.whenRescheduledTo(visit.start().plusSeconds(3600));
        assertThat(get(patient, "/state").statusCode()).isEqualTo(410);

        assertThat(answered)
                .as("what is described and was not tried")
                .containsExactlyInAnyOrderElementsOf(operations());
    }

    @Test
    void no_key_is_asked_for() {
        assertThat(description.at("/paths/~1join~1{token}~1state/get/security")).isEmpty();
        assertThat(description.at("/paths/~1join~1{token}~1state/get").has("security"))
                .isTrue();
    }

    private void theFirstEventIsAsDescribed(String link) {
        HttpResponse<Stream<String>> events = clinic.http().lines(clinic.http().anonymous(link + "/events"));
        try (Stream<String> lines = events.body()) {
            String data = lines.filter(line -> line.startsWith("data:"))
                    .findFirst()
                    .orElseThrow()
                    .substring("data:".length());
            assertThat(events.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("text/event-stream");
            // an event's data is what is asked for at /state; a validator knows no streams
            assertThat(problems("/join/x/state", Request.Method.GET, 200, "application/json", data))
                    .isEmpty();
        }
        assertThat(description.at("/paths/~1join~1{token}~1events/get/responses/200/content/text~1event-stream/schema"))
                .isEqualTo(description.at(
                        "/paths/~1join~1{token}~1state/get/responses/200/content/application~1json/schema"));
        answered.add("get /events");
    }

    private HttpResponse<String> get(String link, String what) {
        return checked(
                Request.Method.GET,
                link,
                what,
                null,
                clinic.http().send(clinic.http().anonymous(link + what)));
    }

    private HttpResponse<String> post(String link, String what, JsonNode body) {
        HttpRequest.Builder request = clinic.http()
                .anonymous(link + what)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body == null ? "" : body.toString()));
        return checked(Request.Method.POST, link, what, body, clinic.http().send(request));
    }

    private HttpResponse<String> checked(
            Request.Method method, String link, String what, JsonNode body, HttpResponse<String> answer) {
        answered.add(method.name().toLowerCase(java.util.Locale.ROOT) + " " + what);
        String type = answer.headers().firstValue("Content-Type").orElse(null);
        assertThat(problems("/join/x" + what, method, answer.statusCode(), type, answer.body()))
                .as(method + " " + what + " answered " + answer.statusCode() + " " + answer.body())
                .isEmpty();
        return answer;
    }

    private List<String> problems(String path, Request.Method method, int status, String type, String body) {
        SimpleResponse.Builder response = new SimpleResponse.Builder(status);
        if (type != null) {
            response.withContentType(type);
        }
        if (!body.isEmpty()) {
            response.withBody(body);
        }
        return described.validateResponse(path, method, response.build()).getMessages().stream()
                .map(ValidationReport.Message::getMessage)
                .toList();
    }

    private List<String> operations() {
        return description.path("paths").properties().stream()
                .filter(path -> path.getKey().startsWith("/join/{token}/"))
                .flatMap(path -> path.getValue().properties().stream()
                        .map(operation ->
                                operation.getKey() + " " + path.getKey().substring("/join/{token}".length())))
                .toList();
    }

    private String link(BookedConsultation visit, String participant) {
        return links.linkFor(consultations.get(visit.id()), participant)
                .map(URI::getPath)
                .orElseThrow();
    }
}
