package org.consultflow.sandbox.page;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.consultflow.consultation.ProcessPositions;
import org.consultflow.sandbox.faults.FaultKind;
import org.consultflow.sandbox.mail.SandboxMail;
import org.consultflow.sandbox.twilio.SandboxMessage;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.when;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

class SandboxStateTest extends PageUnderTest {

    @Test
    void the_state_shows_the_newest_consultation_with_everything_that_came_for_its_people() throws Exception {
        when(mover.nextDue()).thenReturn(Optional.of(NOW.plusSeconds(5)));
        when(positions.of(ID))
                .thenReturn(Optional.of(new ProcessPositions.ProcessPosition(
                        "consultation:1", List.of("task-a"), List.of("start"), List.of())));
        when(twilio.messagesTo(PHONE)).thenReturn(List.of(message("before", NOW.minusSeconds(90)), message("hi", NOW)));
        when(mailbox.to(MAIL)).thenReturn(List.of(mail(MAIL, NOW.minusSeconds(30))));
        when(mailbox.to("provider@example.com")).thenReturn(List.of(mail("provider@example.com", NOW)));
        faults.add("sms", FaultKind.RATE_LIMITED);
        when(links.linkFor(any(), eq("patient"))).thenReturn(Optional.of(URI.create("https://clinic.example/join/a")));

        mvc.perform(get("/sandbox/state"))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.clock.now").value("2026-03-05T10:01:30Z"))
                .andExpect(jsonPath("$.clock.adjustable").value(true))
                .andExpect(jsonPath("$.clock.nextDue").value("2026-03-05T10:01:35Z"))
                .andExpect(jsonPath("$.faults[0].fault").value("rate-limited"))
                .andExpect(jsonPath("$.faults[0].times").value(1))
                .andExpect(jsonPath("$.consultations[0].id").value(ID.toString()))
                .andExpect(jsonPath("$.consultations[0].timeZone").value("Australia/Melbourne"))
                .andExpect(jsonPath("$.consultations[0].durationMinutes").value(50))
                .andExpect(jsonPath("$.selected.consultation.patientName").value("patient name"))
                .andExpect(jsonPath("$.selected.process.active[0]").value("task-a"))
                .andExpect(jsonPath("$.selected.joinLinks.patient").value("https://clinic.example/join/a"))
                .andExpect(jsonPath("$.selected.joinLinks.provider").doesNotExist())
                .andExpect(jsonPath("$.phone.length()").value(1))
                .andExpect(jsonPath("$.phone[0].body").value("hi"))
                .andExpect(jsonPath("$.phone[0].errorCode").value((Object) null))
                .andExpect(jsonPath("$.mails[0].role").value("provider"))
                .andExpect(jsonPath("$.mails[1].role").value("patient"))
                .andExpect(jsonPath("$.mails[1].hasCalendar").value(true))
                .andExpect(jsonPath("$.standIns[1]").value("mail"));
    }

    @Test
    void without_any_consultation_nothing_is_selected() throws Exception {
        when(consultations.latest(anyInt())).thenReturn(List.of());

        mvc.perform(get("/sandbox/state")
                        .param("consultation", UUID.randomUUID().toString()))
                .andExpect(jsonPath("$.selected").value((Object) null))
                .andExpect(jsonPath("$.phone.length()").value(0));
    }

    @Test
    void a_mail_is_shown_with_its_parts_and_its_calendar_entry_to_take_away() throws Exception {
        SandboxMail mail = mail(MAIL, NOW);
        when(mailbox.find(mail.id())).thenReturn(Optional.of(mail));

        mvc.perform(get("/sandbox/mails/" + mail.id()))
                .andExpect(jsonPath("$.html").value("<p>hello</p>"))
                .andExpect(jsonPath("$.text").value((Object) null));
        mvc.perform(get("/sandbox/mails/" + mail.id() + "/calendar.ics"))
                .andExpect(content().contentType("text/calendar;charset=UTF-8"))
                .andExpect(content().string("BEGIN:VCALENDAR"));
        mvc.perform(get("/sandbox/mails/" + UUID.randomUUID())).andExpect(status().isNotFound());
    }

    @Test
    void a_diagram_is_served_as_xml_and_an_unknown_one_is_not_found() throws Exception {
        when(positions.diagram("consultation:1:7")).thenReturn(Optional.of("<definitions/>"));

        mvc.perform(get("/sandbox/diagram/consultation:1:7"))
                .andExpect(content().contentTypeCompatibleWith(MediaType.APPLICATION_XML))
                .andExpect(content().string("<definitions/>"));
        mvc.perform(get("/sandbox/diagram/other")).andExpect(status().isNotFound());
    }

    @Test
    void the_bare_address_leads_to_the_page_or_without_one_to_the_api() {
        assertThat(new HomeController(true).home()).isEqualTo("redirect:/sandbox");
        assertThat(new HomeController(false).home()).isEqualTo("redirect:/api-docs");
    }

    private static SandboxMessage message(String body, Instant at) {
        return new SandboxMessage(
                "SM1", "sms", "+15005550006", PHONE, body, null, null, null, null, "sent", null, at, at, at, at);
    }

    private static SandboxMail mail(String to, Instant at) {
        return new SandboxMail(
                UUID.randomUUID(),
                to,
                "clinic@consultflow.example",
                "<m>",
                "s",
                "<p>hello</p>",
                null,
                "BEGIN:VCALENDAR",
                at);
    }
}
