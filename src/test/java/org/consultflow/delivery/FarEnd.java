package org.consultflow.delivery;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

import org.springframework.transaction.support.TransactionSynchronizationManager;

/** What lies beyond delivery: a provider that answers as it is told, a notification room that objects as it is told. */
class FarEnd implements Courier, Correspondence, Correspondence.Dossier, LastResort, ProviderChecks, ProviderRecords {

    private static final String WORDS = "words-1";

    final List<OutgoingMessage> sent = new ArrayList<>();
    final Map<String, Deque<Function<OutgoingMessage, Outcome>>> answers = new HashMap<>();
    final Map<String, Double> rates = new HashMap<>();
    final Map<String, SuppressionReason> objections = new HashMap<>();
    final Map<String, Instant> quietUntil = new HashMap<>();
    final List<Sighting> listed = new ArrayList<>();
    final Map<String, List<String>> providers = new HashMap<>();
    final List<String> asked = new ArrayList<>();
    final List<String> opsCalls = new ArrayList<>();
    final List<String> opsCallsTakenBack = new ArrayList<>();
    boolean opsCallFails;
    /** By whom a consultation is held. */
    final Map<UUID, UUID> held = new HashMap<>();

    /** Consultations at which a command is at work. */
    final Set<UUID> beingChanged = new HashSet<>();

    final Set<String> optOuts = new HashSet<>();
    final Set<String> optedOutAddresses = new HashSet<>();
    String address = "+61491570156";
    final List<String> calls = new CopyOnWriteArrayList<>();
    final List<UUID> callsMade = new ArrayList<>();
    final List<UUID> callsTakenBack = new ArrayList<>();
    Set<String> unwritable = new HashSet<>();
    Set<String> unclearable = new HashSet<>();
    SuppressionReason.WholeChain overtaken;
    Runnable whileWriting = () -> {};
    Runnable whileLooking = () -> {};
    Runnable whileAsking = () -> {};
    boolean providerIsDown;
    boolean callFails;
    int lookUps;
    int phonesAskedFor;
    final Map<String, ProviderRecord> records = new HashMap<>();
    final List<String> recordsAsked = new ArrayList<>();

    void clear() {
        sent.clear();
        answers.clear();
        rates.clear();
        objections.clear();
        quietUntil.clear();
        listed.clear();
        providers.clear();
        asked.clear();
        opsCalls.clear();
        opsCallsTakenBack.clear();
        opsCallFails = false;
        held.clear();
        beingChanged.clear();
        optOuts.clear();
        optedOutAddresses.clear();
        address = "+61491570156";
        calls.clear();
        callsTakenBack.clear();
        callsMade.clear();
        unwritable.clear();
        unclearable.clear();
        overtaken = null;
        whileWriting = () -> {};
        whileLooking = () -> {};
        whileAsking = () -> {};
        providerIsDown = false;
        callFails = false;
        lookUps = 0;
        phonesAskedFor = 0;
        records.clear();
        recordsAsked.clear();
    }

    void answer(String channel, Function<OutgoingMessage, Outcome> answer) {
        answers.computeIfAbsent(channel, key -> new ArrayDeque<>()).add(answer);
    }

    static Outcome accepted(OutgoingMessage message) {
        boolean mail = message.channel().equals("email");
        return new Outcome.Accepted(sidOf(message), mail ? ReceiptStatus.DELIVERED : ReceiptStatus.QUEUED);
    }

    static String sidOf(OutgoingMessage message) {
        return "SM" + message.attemptId();
    }

    @Override
    public Outcome send(OutgoingMessage message) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new AssertionError("a call to a provider inside a transaction");
        }
        sent.add(message);
        Deque<Function<OutgoingMessage, Outcome>> scripted = answers.get(message.channel());
        Function<OutgoingMessage, Outcome> answer =
                scripted == null || scripted.isEmpty() ? FarEnd::accepted : scripted.poll();
        return answer.apply(message);
    }

    @Override
    public List<Way> waysOut(String channel) {
        boolean mail = channel.equals("email");
        return providers.getOrDefault(channel, List.of(channel)).stream()
                .map(provider -> new Way(
                        provider,
                        mail ? "email" : account(provider),
                        "clinic",
                        !mail && !provider.startsWith("gateway"),
                        mail,
                        rates.getOrDefault(channel, 0.0)))
                .toList();
    }

    /** Providers are named {@code whatsapp}, {@code sms}, {@code gateway}, or these with "-" and something more. */
    private static String account(String provider) {
        return provider.startsWith("gateway") ? provider : provider.replaceFirst("^(whatsapp|sms)", "twilio");
    }

    @Override
    public List<Sighting> find(String provider, String address, Instant since) {
        lookUps++;
        asked.add(provider);
        whileLooking.run();
        if (providerIsDown) {
            throw new CourierException("no answer");
        }
        return List.copyOf(listed);
    }

    @Override
    public Optional<ProviderRecord> find(String provider, String providerId) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new AssertionError("a call to a provider inside a transaction");
        }
        recordsAsked.add(providerId);
        if (providerIsDown) {
            throw new CourierException("no answer");
        }
        return Optional.ofNullable(records.get(providerId));
    }

    @Override
    public Set<String> channels() {
        return Set.of("email", "whatsapp", "sms");
    }

    @Override
    public Dossier about(Collection<NoticeKey> notices) {
        return this;
    }

    @Override
    public Dossier hold(Collection<NoticeKey> notices) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new AssertionError("nothing can be held without a transaction");
        }
        return this;
    }

    @Override
    public boolean knows(NoticeKey notice) {
        return !beingChanged.contains(notice.consultationId());
    }

    @Override
    public String words(NoticeKey notice, String channel) {
        return WORDS;
    }

    @Override
    public UUID provider(NoticeKey notice) {
        return held.get(notice.consultationId());
    }

    @Override
    public Clearance clear(NoticeKey notice, String channel) {
        if (unclearable.contains(notice.kind())) {
            throw new IllegalArgumentException("something is wrong with this one");
        }
        SuppressionReason objection = objections.getOrDefault(channel, objections.get(notice.kind()));
        if (objection == null && optOuts.contains(channel)) {
            objection = SuppressionReason.ThisChannel.OPTED_OUT;
        }
        if (objection == null && quietUntil.containsKey(channel)) {
            return new NotBefore(quietUntil.get(channel), SuppressionReason.ThisChannel.QUIET_HOURS);
        }
        return objection == null
                ? new Clear(address, notice.audience() + notice.consultationId())
                : new Objection(objection);
    }

    @Override
    public Optional<SuppressionReason.WholeChain> overtaken(NoticeKey notice) {
        return Optional.ofNullable(overtaken);
    }

    @Override
    public Content compose(NoticeKey notice, String channel) {
        whileWriting.run();
        if (unwritable.contains(channel)) {
            throw new IllegalStateException("a placeholder is missing");
        }
        return new Content(notice.kind(), Locale.ENGLISH, null, null, "text", Optional.empty(), List.of(), WORDS);
    }

    @Override
    public void optedOut(String channel, String address, String source) {
        optOuts.add(channel);
        optedOutAddresses.add(address);
    }

    @Override
    public void askForCall(UUID noticeId, NoticeKey notice, String reason, Instant dueBy) {
        phonesAskedFor++;
        if (callFails) {
            throw new IllegalStateException("the engine is away");
        }
        whileAsking.run();
        if (!reason.matches("[a-z][a-z0-9-]{0,39}")) {
            throw new AssertionError("a process variable holds code words only, and \"" + reason + "\" is none");
        }
        calls.add(notice.kind() + " " + reason);
    }

    @Override
    public void ask(String provider, String channel, Integer errorCode, String reason, boolean circuitOpen) {
        if (opsCallFails) {
            throw new IllegalStateException("the engine is away");
        }
        opsCalls.add(provider + " " + channel + " " + errorCode + " " + reason + (circuitOpen ? " open" : ""));
    }

    @Override
    public void notNeeded(String provider) {
        opsCallsTakenBack.add(provider);
    }

    @Override
    public void callNotNeeded(UUID noticeId) {
        callsTakenBack.add(noticeId);
    }

    @Override
    public void callMade(UUID noticeId) {
        callsMade.add(noticeId);
    }
}
