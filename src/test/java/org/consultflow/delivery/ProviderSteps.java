package org.consultflow.delivery;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

import org.consultflow.delivery.Remedy.Concern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;

/** Words for tests in which providers cannot be used. Each test has providers and accounts of its own: circuits remember. */
abstract class ProviderSteps extends DeliverySteps {

    static final Remedy CREDENTIALS = new Remedy(FailureAction.OPEN_CIRCUIT, Concern.ACCOUNT, null, null, false);
    static final Remedy SENDER = new Remedy(FailureAction.OPEN_CIRCUIT, Concern.SENDER, null, null, false);
    static final Duration FIRST_PAUSE = Duration.ofSeconds(31);
    private static int providers;

    @Autowired
    ProviderWatch watch;

    @Autowired
    Circuits circuits;

    String whatsapp;
    String sms;
    String gateway;
    String twilio;

    @BeforeEach
    void ownProviders() {
        String own = "-" + ++providers;
        whatsapp = "whatsapp" + own;
        sms = "sms" + own;
        gateway = "gateway" + own;
        twilio = "twilio" + own;
        farEnd.providers.put("whatsapp", List.of(whatsapp));
        farEnd.providers.put("sms", List.of(sms));
    }

    @AfterEach
    void nothingIsLeftToTell() {
        farEnd.opsCallFails = false;
        passReal(Duration.ofMinutes(1));
        watch.work();
    }

    /** Notices to as many people. */
    void requests(int count, String chain) {
        for (int i = 0; i < count; i++) {
            consultation = UUID.randomUUID();
            request("reminder-1h", Chains.parse(chain));
        }
    }

    void refuses(String channel, int code, Remedy remedy) {
        farEnd.answer(channel, m -> new Outcome.Refused(code, "refused", remedy));
    }

    void failsLater(int message, int code, Remedy remedy) {
        OutgoingMessage sent = farEnd.sent.get(message);
        outcomes.record(new Receipt(sent.attemptId(), FarEnd.sidOf(sent), ReceiptStatus.UNDELIVERED, code, remedy));
    }

    @Override
    void run() {
        super.run();
        watch.work();
        super.run();
    }

    long sentBy(String provider) {
        return farEnd.sent.stream()
                .filter(message -> message.provider().equals(provider))
                .count();
    }

    long sentOn(String channel) {
        return sentChannels().stream().filter(channel::equals).count();
    }
}
