package org.consultflow.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.consultflow.delivery.Answers.Answer;
import org.consultflow.delivery.SuppressionReason.WholeChain;
import org.consultflow.support.MovableClock;
import org.consultflow.time.RealTime;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;
import org.springframework.transaction.support.TransactionTemplate;

/** The delivery room, stepped by hand, and the words in which its tests speak. */
@SpringJUnitConfig(DeliveryContext.class)
@TestPropertySource(
        properties = {
            "consultflow.delivery.passed-on-counts.sms=true",
            "consultflow.delivery.free.email=true",
            // one call after the other, so that each sees what the one before came to
            "consultflow.delivery.parallel=1",
            "consultflow.delivery.ahead=0",
            // what was answered is written before anything else is done
            "consultflow.delivery.gathering=0"
        })
abstract class DeliverySteps {

    static final Chains REMINDER = Chains.parse("email | whatsapp > sms");
    static final Chains PHONE = Chains.parse("whatsapp > sms");

    @Autowired
    Outbox outbox;

    @Autowired
    DueDeliveries due;

    @Autowired
    Claims claims;

    @Autowired
    OutcomeRecorder outcomes;

    @Autowired
    Answers answers;

    @Autowired
    Watches watches;

    @Autowired
    AttemptStore attempts;

    @Autowired
    NoticeStore notices;

    @Autowired
    Hint hint;

    @Autowired
    Lanes lanes;

    @Autowired
    Dispatcher dispatcher;

    @Autowired
    Ledger ledger;

    @Autowired
    FarEnd farEnd;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    MovableClock clock;

    @Autowired
    @RealTime
    Clock realTime;

    UUID consultation;

    @BeforeEach
    void nothingYet() {
        jdbc.sql("truncate notice, sender_pace, ops_call, pause cascade").update();
        farEnd.clear();
        // stepped by hand: nobody is told that something is due, and nothing is taken in hand as it is written
        hint.to(() -> {});
        lanes.close();
        consultation = UUID.randomUUID();
    }

    NoticeKey key(String kind) {
        return new NoticeKey(consultation, kind, 1, "patient", 0);
    }

    void request(String kind, Chains chains) {
        request(kind, chains, clock.instant().plus(Duration.ofHours(1)), true);
    }

    void request(String kind, Chains chains, Instant deadline, boolean call) {
        transaction.executeWithoutResult(tx -> outbox.request(key(kind), chains, deadline, call));
    }

    void withdraw() {
        transaction.executeWithoutResult(tx -> outbox.withdraw(consultation, WholeChain.CANCELLED, notice -> true));
    }

    void receipt(int message, ReceiptStatus status, Integer code, FailureAction action) {
        OutgoingMessage sent = farEnd.sent.get(message);
        outcomes.record(new Receipt(
                sent.attemptId(), FarEnd.sidOf(sent), status, code, action == null ? null : Remedy.of(action)));
    }

    Optional<Claim> claim(UUID delivery) {
        return claims.claim(List.of(delivery)).stream().findFirst();
    }

    void answered(Claim claim, Outcome outcome) {
        answers.record(List.of(new Answer(claim.row(), claim.attempt(), outcome)));
    }

    void pass(Duration time) {
        clock.advance(time);
        passReal(time);
    }

    void passReal(Duration time) {
        ((MovableClock) realTime).advance(time);
    }

    List<UUID> dueNow() {
        return due.channels().stream()
                .flatMap(channel -> due.toSend(channel, clock.instant(), realTime.instant(), 100).stream())
                .toList();
    }

    /** Lets everything happen that is due, until nothing is. */
    void run() {
        for (int round = 0; round < 5; round++) {
            dispatcher.sendDue(Runnable::run);
            dispatcher.watchDue(Runnable::run);
        }
    }

    List<String> sentChannels() {
        return farEnd.sent.stream().map(OutgoingMessage::channel).toList();
    }

    List<String> states() {
        return jdbc.sql("select state from delivery order by chain, position")
                .query(String.class)
                .list();
    }

    List<String> noticeStates() {
        return jdbc.sql("select state from notice").query(String.class).list();
    }

    List<String> statesOf(String kind) {
        return jdbc.sql("select d.state from delivery d join notice n on n.id = d.notice_id where n.kind = :kind"
                        + " order by chain, position")
                .param("kind", kind)
                .query(String.class)
                .list();
    }

    List<String> reasons() {
        return jdbc
                .sql("select reason from delivery where reason is not null order by chain, position")
                .query(String.class)
                .list()
                .stream()
                .map(reason -> SuppressionReason.of(reason).word())
                .toList();
    }
}
