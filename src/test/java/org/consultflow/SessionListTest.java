package org.consultflow;

import java.net.http.HttpResponse;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.consultflow.support.BookedConsultation;
import org.consultflow.support.Clinic;
import org.consultflow.support.ServiceTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/** The lists of sessions, reached by a link alone. */
@ServiceTest
class SessionListTest {

    private static final Pattern PATH_OF_A_LIST = Pattern.compile("/sessions/\\S+");

    @Autowired
    Clinic clinic;

    private final String doctor = "doc-" + UUID.randomUUID();

    private Consumer<ObjectNode> byDoctor(String type) {
        return booking -> {
            booking.put("consultationType", type);
            ((ObjectNode) booking.get("provider")).put("reference", doctor).put("phone", "+61491570158");
        };
    }

    private String linkOf(String people, String reference) {
        HttpResponse<String> answer = clinic.post("/api/" + people + "/" + reference + "/sessions-link", null);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        String url = clinic.read(answer).path("url").asText();
        return url.substring(url.indexOf("/sessions/"));
    }

    private HttpResponse<String> page(String path) {
        return clinic.http().send(clinic.http().anonymous(path));
    }

    @Test
    void a_provider_sees_what_is_ahead_with_a_join_button_and_nobody_s_name() {
        BookedConsultation video = clinic.aBookedConsultation(byDoctor("video"));
        BookedConsultation voice = clinic.aBookedConsultation(byDoctor("voice"));
        BookedConsultation cancelled =
                clinic.aBookedConsultation(byDoctor("video")).whenCancelledBy("patient");

        String list = page(linkOf("providers", doctor)).body();

        assertThat(list)
                .contains(video.reference(), voice.reference(), "Video call", "Phone call")
                .doesNotContain(cancelled.reference())
                .doesNotContain(video.secrets())
                .containsOnlyOnce("data-testid=\"join\"");
        String join = list.replaceAll("(?s).*href=\"[^\"]*(/join/[^\"]+)\" aria.*", "$1");
        assertThat(page(join).statusCode()).isEqualTo(200);

        video.when("cancel");
        assertThat(page(linkOf("providers", doctor)).body()).doesNotContain(video.reference());
    }

    @Test
    void a_patient_sees_only_what_is_theirs_in_their_language() {
        BookedConsultation mine = clinic.aBookedConsultation(byDoctor("video"));
        clinic.aBookedConsultation(byDoctor("video"));
        String link = linkOf("patients", mine.reference());

        String list = page(link).body();
        assertThat(list).containsOnlyOnce("data-testid=\"session\"").doesNotContain(mine.secrets());
        assertThat(clinic.http()
                        .send(clinic.http().anonymous(link).header("Accept-Language", "es"))
                        .body())
                .contains("Sus citas", "Videollamada");
    }

    @Test
    void a_link_that_was_changed_or_never_given_opens_nothing() {
        BookedConsultation mine = clinic.aBookedConsultation(byDoctor("video"));
        String link = linkOf("patients", mine.reference());

        HttpResponse<String> forged = page(link.substring(0, link.length() - 2) + "xx");
        assertThat(forged.statusCode()).isEqualTo(404);
        assertThat(forged.body()).contains("This link does not work").doesNotContain("data-testid=\"session\"");
        assertThat(clinic.post("/api/patients/nobody-" + UUID.randomUUID() + "/sessions-link", null)
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void what_a_revoked_link_opened_the_list_opens_anew() {
        BookedConsultation visit = clinic.aBookedConsultation(byDoctor("video"));
        String list = linkOf("patients", visit.reference());
        String before = join(list);
        assertThat(page(before).statusCode()).isEqualTo(200);

        assertThat(clinic.post(visit.path() + "/join-links/patient/revoke", null)
                        .statusCode())
                .isEqualTo(200);

        assertThat(page(before).statusCode()).isEqualTo(404);
        assertThat(page(join(list)).statusCode()).isEqualTo(200);
        assertThat(clinic.read(clinic.get("/api/audit?consultationId=" + visit.id()))
                        .findValuesAsText("action"))
                .contains("link-revoked");
    }

    private String join(String list) {
        return page(list).body().replaceAll("(?s).*href=\"[^\"]*(/join/[^\"]+)\" aria.*", "$1");
    }

    @Test
    void the_mails_lead_each_reader_to_their_own_list() {
        BookedConsultation visit = clinic.aBookedConsultation(byDoctor("video"));

        String providers = page(listIn(visit.providerEmail())).body();
        assertThat(providers).contains("Patient", visit.reference());
        String patients = page(listIn(visit.email())).body();
        assertThat(patients).contains("data-testid=\"session\"").doesNotContain(visit.reference());
    }

    private String listIn(String mailTo) {
        return PATH_OF_A_LIST
                .matcher(clinic.mailbox().to(mailTo).get(0).text())
                .results()
                .map(MatchResult::group)
                .findFirst()
                .orElseThrow(() -> new AssertionError("the mail leads to no list"));
    }
}
