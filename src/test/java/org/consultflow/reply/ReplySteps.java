package org.consultflow.reply;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.consultflow.consultation.Consultation;
import org.consultflow.consultation.ConsultationCommands;
import org.consultflow.consultation.ConsultationEvent;
import org.consultflow.consultation.Consultations;
import org.consultflow.people.People;
import org.consultflow.reply.ReplyContext.Engine;
import org.consultflow.support.MovableClock;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The language of the room's tests: visits, what their patients were sent, and what they write. */
@SpringJUnitConfig(ReplyContext.class)
@TestPropertySource(
        properties = {
            "consultflow.public-url=https://clinic.example",
            "consultflow.clinic.name=Example Clinic",
            "consultflow.clinic.support-email=support@clinic.example",
            "consultflow.clinic.support-phone=+61 3 5550 0100"
        })
abstract class ReplySteps {

    static final String NUMBER = "+61491570006";
    private static int messages;

    @Autowired
    Replies replies;

    @Autowired
    ReplyContext.HeardFrom arrivals;

    @Autowired
    PatientAnswers answers;

    @Autowired
    ClinicInbox inbox;

    @Autowired
    ConsultationCommands commands;

    @Autowired
    Consultations consultations;

    @Autowired
    People people;

    @Autowired
    Engine engine;

    @Autowired
    MovableClock clock;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    ObjectMapper json;

    @Autowired
    PlatformTransactionManager transactions;

    @BeforeEach
    void nothingYet() {
        jdbc.sql("truncate consultation, notice, opt_out, inbox_item, inbound_message cascade")
                .update();
        engine.told.clear();
        engine.asked.clear();
        engine.breaks(false);
        clock.set(ReplyContext.NOW);
    }

    /** A confirmed visit in 26 hours, of a patient who has this number. */
    Consultation aVisit(String reference, String number, String locale) {
        ObjectNode booking = json.createObjectNode()
                .put("consultationType", "video")
                .put("start", clock.instant().plus(Duration.ofHours(26)).toString())
                .put("timeZone", "Australia/Melbourne")
                .put("durationMinutes", 50);
        booking.putObject("patient")
                .put("reference", reference)
                .put("name", "Patience Examplewoman")
                .put("phone", number)
                .put("locale", locale)
                .putArray("consent")
                .add("sms")
                .add("whatsapp");
        booking.putObject("provider")
                .put("reference", "doc-3")
                .put("name", "Dr Exampledoctor")
                .put("email", "doc@mail.example");
        return consultations.get(commands.book(null, booking).id());
    }

    /** A visit whose patient was sent the reminder of a day before, by SMS. */
    Consultation aRemindedVisit(String reference) {
        Consultation visit = aVisit(reference, NUMBER, "en");
        sent(visit, "reminder-24h", "sms", NUMBER);
        return visit;
    }

    /** A message about the visit left to a number, a moment ago. */
    void sent(Consultation visit, String kind, String channel, String number) {
        sent(visit, kind, channel, number, "ACCEPTED", "delivered");
    }

    void sent(Consultation visit, String kind, String channel, String number, String state, String status) {
        UUID notice = UUID.randomUUID();
        UUID delivery = UUID.randomUUID();
        clock.advance(Duration.ofSeconds(1));
        jdbc.sql(
                        """
                        insert into notice (id, consultation_id, kind, schedule_revision, audience, state, requested_at,
                            due_at, deadline, call_if_unreached)
                        values (:id, :visit, :kind, :revision, 'patient', 'REACHED', :now, :now, :start, true)""")
                .param("id", notice)
                .param("visit", visit.id())
                .param("kind", kind)
                .param("revision", visit.schedule().revision())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("start", visit.schedule().start().atOffset(ZoneOffset.UTC))
                .update();
        jdbc.sql(
                        """
                        insert into delivery (id, notice_id, consultation_id, audience, chain, position, channel, state,
                            due_at, deadline)
                        values (:id, :notice, :visit, 'patient', 0, 0, :channel, 'DELIVERED', :now, :now)""")
                .param("id", delivery)
                .param("notice", notice)
                .param("visit", visit.id())
                .param("channel", channel)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        jdbc.sql(
                        """
                        insert into attempt (id, delivery_id, number, state, askable, provider, sender, recipient_key,
                            recipient_sealed, claimed_at, started_at, lease_until, provider_status)
                        values (:id, :delivery, 1, :state, true, 'sms', 'sms:+1', :key, '', :now, :now, :now, :status)""")
                .param("id", UUID.randomUUID())
                .param("delivery", delivery)
                .param("state", state)
                .param("key", people.addressKey(number))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("status", status)
                .update();
        clock.advance(Duration.ofSeconds(1));
    }

    Optional<String> writes(String text) {
        return writes("sms", NUMBER, text);
    }

    Optional<String> writes(String channel, String number, String text) {
        return replies.receive(message(channel, number, text, ""));
    }

    InboundMessage message(String channel, String number, String text, String taken) {
        clock.advance(Duration.ofSeconds(1));
        return new InboundMessage("SM" + ++messages, channel, number, text, 0, taken);
    }

    List<String> history(Consultation visit) {
        return consultations.historyOf(visit.id()).stream()
                .map(ConsultationEvent::event)
                .toList();
    }

    ConsultationEvent last(Consultation visit) {
        List<ConsultationEvent> history = consultations.historyOf(visit.id());
        return history.get(history.size() - 1);
    }

    Consultation now(Consultation visit) {
        return consultations.get(visit.id());
    }

    ClinicInbox.Item onlyTask() {
        return inbox.find(engine.asked.get(engine.asked.size() - 1).replyId()).orElseThrow();
    }

    <T> T inTransaction(Supplier<T> work) {
        return new TransactionTemplate(transactions).execute(status -> work.get());
    }

    void isDone(UUID reply) {
        inTransaction(() -> {
            inbox.done(reply, "answered", "maria");
            return null;
        });
    }

    Instant start(Consultation visit) {
        return visit.schedule().start();
    }
}
