package org.consultflow;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import org.consultflow.sandbox.faults.FaultKind;
import org.consultflow.support.BookedConsultation;
import org.consultflow.support.Channel;
import org.consultflow.support.Clinic;
import org.consultflow.support.PromQl;
import org.consultflow.support.ServiceTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.yaml.snakeyaml.Yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The alert rules and the dashboard ask for what the service exports, and each alert leads to a line of the manual. */
@ServiceTest
class MonitoringTest {

    private static final Pattern SERIES = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? \\S+");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\.)*)\"");
    /** What Prometheus itself knows of whom it asks. */
    private static final Set<String> OF_PROMETHEUS = Set.of("job", "instance");

    @Autowired
    Clinic clinic;

    private final String login;
    private Map<String, Set<String>> exported;

    MonitoringTest(
            @Value("${consultflow.admin-user}") String user, @Value("${consultflow.admin-password}") String password) {
        login = "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** A reminder that goes by the next channel, and a callback that nobody signed. */
    @BeforeEach
    void somethingHasHappened() {
        BookedConsultation patient = clinic.aBookedConsultation();
        clinic.faultFor(patient, Channel.WHATSAPP, FaultKind.REFUSED, null);
        clinic.whenTimePasses("PT3H");
        patient.thenTwilioTook(0, 1);
        clinic.post("/webhooks/twilio/message-status", clinic.json().createObjectNode());
        // the figures of each room; the first may have been taken before the routes were there
        await().atMost(Duration.ofMinutes(1)).until(() -> labelsByMetric(scrape())
                .keySet()
                .containsAll(Set.of(
                        "consultflow_consultations",
                        "consultflow_outbox_oldest_age_seconds",
                        "consultflow_incidents",
                        "consultflow_pauses",
                        "consultflow_rooms")));
        exported = labelsByMetric(scrape());
    }

    @Test
    void each_query_of_the_alert_rules_and_of_the_dashboard_names_what_is_exported() throws IOException {
        List<String> wrong = new ArrayList<>();
        alerts().forEach(alert -> wrong.addAll(complaints((String) alert.get("alert"), (String) alert.get("expr"))));
        JsonNode dashboard = clinic.json()
                .readTree(Path.of("deploy/grafana/dashboards/consultflow.json").toFile());
        assertThat(dashboard.at("/panels")).hasSizeGreaterThan(20);
        for (JsonNode panel : dashboard.path("panels")) {
            for (JsonNode target : panel.path("targets")) {
                wrong.addAll(complaints(
                        panel.path("title").asText(), target.path("expr").asText()));
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void each_metric_of_ours_is_in_the_manual_and_is_no_more_than_a_few_series() throws IOException {
        String manual = Files.readString(Path.of("docs/ops.md"));
        for (String metric : exported.keySet()) {
            if (metric.startsWith("consultflow_")) {
                String named = metric.replaceFirst("_(bucket|count|sum|max)$", "");
                if (!named.equals("consultflow_survey_failures_total")) {
                    assertThat(manual).contains("`" + named + "`");
                }
            }
        }
        Map<String, Integer> series = new HashMap<>();
        scrape().lines()
                .filter(line -> line.startsWith("consultflow_") && !line.contains("_bucket{"))
                .forEach(line -> series.merge(line.replaceAll("[{ ].*", ""), 1, Integer::sum));
        assertThat(series.values()).allSatisfy(count -> assertThat(count).isLessThan(120));
    }

    @Test
    void each_alert_leads_to_its_line_in_the_manual() throws IOException {
        String manual = Files.readString(Path.of("docs/ops.md"));
        assertThat(alerts()).hasSizeGreaterThan(15).allSatisfy(alert -> {
            Map<?, ?> annotations = (Map<?, ?>) alert.get("annotations");
            String[] line = annotations.get("runbook").toString().split("#");
            assertThat(line[0]).isEqualTo("docs/ops.md");
            assertThat(manual).contains("<a id=\"" + line[1] + "\"></a>" + alert.get("alert") + " |");
        });
    }

    @Test
    void a_node_is_ready_with_its_database_its_engine_and_its_routes() {
        JsonNode ready = clinic.read(clinic.get("/actuator/health/readiness"));
        assertThat(ready.path("status").asText()).isEqualTo("UP");
        assertThat(ready.path("components").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("db", "processEngine", "readinessState", "routes");
        assertThat(ready.toString()).doesNotContain("details");
    }

    @Test
    void metrics_are_for_ops_only() {
        assertThat(clinic.http()
                        .send(clinic.http().anonymous("/actuator/prometheus").GET())
                        .statusCode())
                .isEqualTo(401);
    }

    private List<String> complaints(String where, String expression) {
        PromQl.Query query = PromQl.read(expression.replace("$__rate_interval", "5m"));
        List<String> wrong = new ArrayList<>();
        Set<String> known = new HashSet<>(OF_PROMETHEUS);
        query.metrics().forEach((metric, labels) -> {
            Set<String> has = new HashSet<>(OF_PROMETHEUS);
            if (!metric.equals("up")) {
                if (!exported.containsKey(metric)) {
                    wrong.add(where + ": no metric " + metric);
                }
                has.addAll(exported.getOrDefault(metric, Set.of()));
            }
            known.addAll(has);
            labels.stream()
                    .filter(label -> !has.contains(label))
                    .forEach(label -> wrong.add(where + ": " + metric + " has no label " + label));
        });
        if (query.metrics().isEmpty()) {
            wrong.add(where + ": asks for no metric");
        }
        query.labels().stream()
                .filter(label -> !known.contains(label))
                .forEach(label -> wrong.add(where + ": nothing has the label " + label));
        return wrong;
    }

    private static List<Map<String, Object>> alerts() throws IOException {
        Map<String, List<Map<String, List<Map<String, Object>>>>> file =
                new Yaml().load(Files.readString(Path.of("deploy/prometheus/alerts.yml")));
        return file.get("groups").get(0).get("rules");
    }

    private String scrape() {
        HttpResponse<String> response = clinic.http()
                .send(clinic.http()
                        .anonymous("/actuator/prometheus")
                        .header("Authorization", login)
                        .GET());
        assertThat(response.statusCode()).isEqualTo(200);
        return response.body();
    }

    private static Map<String, Set<String>> labelsByMetric(String text) {
        Map<String, Set<String>> found = new HashMap<>();
        text.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            Matcher series = SERIES.matcher(line);
            assertThat(series.matches()).as(line).isTrue();
            Set<String> labels = found.computeIfAbsent(series.group(1), name -> new HashSet<>());
            Matcher label = LABEL.matcher(series.group(2) == null ? "" : series.group(2));
            while (label.find()) {
                labels.add(label.group(1));
            }
        });
        return found;
    }
}
