package org.consultflow.reply;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

import org.consultflow.consultation.CommandTransactions;
import org.consultflow.consultation.Consultation;
import org.consultflow.consultation.StateConflictException;
import org.consultflow.delivery.Arrivals;
import org.consultflow.people.People;
import org.consultflow.reply.MessageStore.Stored;
import org.springframework.stereotype.Service;

/**
 * Works off what people write, in two steps: what came in is kept and a "stop" obeyed, then the rest follows. What fails
 * in the second step is done again until it worked, see {@link UnfinishedMessages}.
 */
@Service
class ReplyService implements Replies {

    private static final String SOURCE = "inbound-message";

    private final MessageStore messages;
    private final OpenQuestions questions;
    private final PatientAnswers answers;
    private final Inbox inbox;
    private final People people;
    private final Arrivals arrivals;
    private final AnswerWords say;
    private final ReplyWords words;
    private final ReplySettings settings;
    private final CommandTransactions transactions;

    ReplyService(
            MessageStore messages,
            OpenQuestions questions,
            PatientAnswers answers,
            Inbox inbox,
            People people,
            Arrivals arrivals,
            AnswerWords say,
            ReplySettings settings,
            CommandTransactions transactions) {
        this.messages = messages;
        this.questions = questions;
        this.answers = answers;
        this.inbox = inbox;
        this.people = people;
        this.arrivals = arrivals;
        this.say = say;
        this.words = new ReplyWords(settings);
        this.settings = settings;
        this.transactions = transactions;
    }

    @Override
    public Optional<String> receive(InboundMessage message) {
        Stored kept = transactions.run(() -> keep(message));
        return kept.outcome() == null ? finish(kept.id()) : Optional.ofNullable(kept.answer());
    }

    private Stored keep(InboundMessage message) {
        return messages.findByProviderId(message.providerId()).orElseGet(() -> {
            boolean stopped = people.optedOut(message.channel(), message.address());
            Meaning meaning = meaningOf(message, stopped);
            if (meaning == Meaning.STOP) {
                people.optOut(message.channel(), message.address(), SOURCE);
            } else if (meaning == Meaning.START) {
                people.optIn(message.channel(), message.address());
            }
            String key = people.addressKey(message.address());
            arrivals.heardFrom(message.channel(), key);
            boolean answeredAlready =
                    !message.taken().isBlank() || settings.providerAnswers(message.channel(), message.text());
            // said stop twice, a person is not written to about it twice
            boolean silent = answeredAlready || meaning == Meaning.STOP && stopped;
            String answer = silent ? null : ruleAnswer(meaning, message.text(), message.channel(), key);
            return messages.lock(messages.add(message, key, meaning, answer, outcome(meaning, message.text())));
        });
    }

    private Meaning meaningOf(InboundMessage message, boolean stopped) {
        return switch (message.taken()) {
            case "STOP" -> Meaning.STOP;
            case "HELP" -> Meaning.HELP;
            case "START" -> {
                Meaning ours = words.meaningOf(message.text(), stopped);
                yield ours == Meaning.CONFIRM ? ours : Meaning.START;
            }
            default -> words.meaningOf(message.text(), stopped);
        };
    }

    private String ruleAnswer(Meaning meaning, String text, String channel, String key) {
        Locale language = words.languageOf(meaning, text, languageOf(key));
        return switch (meaning) {
            case STOP -> say.stopped(language, channel, words.perhapsTheVisit(text));
            case START -> say.started(language, channel);
            case HELP -> say.help(language);
            default -> null;
        };
    }

    private String outcome(Meaning meaning, String text) {
        return switch (meaning) {
            case STOP -> words.perhapsTheVisit(text) ? null : "stopped";
            case START -> "started";
            case HELP -> "helped";
            default -> null;
        };
    }

    /** What still has to follow from a message that is kept. */
    Optional<String> finish(UUID id) {
        return transactions.run(() -> {
            Stored message = messages.lock(id);
            if (message.outcome() != null) {
                return Optional.ofNullable(message.answer());
            }
            return switch (message.meaning()) {
                case STOP -> {
                    inbox.passOn(message, "cancel-word");
                    yield Optional.ofNullable(message.answer());
                }
                case CONFIRM, CANCEL -> answered(message);
                default -> passOn(message, "unclear");
            };
        });
    }

    /** Nothing could be made of it: a person reads it. */
    void giveUp(UUID id) {
        transactions.run(() -> {
            Stored message = messages.lock(id);
            return message.outcome() == null && inbox.passOn(message, "not-processed");
        });
    }

    private Optional<String> answered(Stored message) {
        List<Consultation> asked = questions.openFor(message.addressKey());
        if (asked.size() != 1) {
            return passOn(message, asked.isEmpty() ? "nothing-asked" : "several-visits");
        }
        Consultation visit = asked.get(0);
        boolean comes = message.meaning() == Meaning.CONFIRM;
        try {
            if (comes) {
                answers.confirm(visit.id(), visit.schedule().revision(), message.channel());
            } else {
                answers.cancel(visit.id(), visit.schedule().revision(), message.channel());
            }
        } catch (StateConflictException overtaken) {
            return passOn(message, "nothing-asked");
        }
        // the notice of cancellation follows anyway
        Optional<String> answer = comes
                ? unlessStopped(message)
                        .map(language ->
                                say.confirmed(people.get(visit.patientId()).locale(), visit.schedule()))
                : Optional.empty();
        messages.finish(message.id(), comes ? "confirmed" : "cancelled", answer.orElse(null));
        return answer;
    }

    private Optional<String> passOn(Stored message, String reason) {
        boolean isNew = inbox.passOn(message, reason);
        Optional<String> answer = isNew ? unlessStopped(message).map(say::passedOn) : Optional.empty();
        messages.finish(message.id(), "inbox", answer.orElse(null));
        return answer;
    }

    /** The language to answer in; empty if nothing may be sent there. */
    private Optional<Locale> unlessStopped(Stored message) {
        return people.optedOut(message.channel(), message.address())
                ? Optional.empty()
                : Optional.of(languageOf(message.addressKey()));
    }

    private Locale languageOf(String addressKey) {
        return questions.knownFor(addressKey).stream()
                .findFirst()
                .map(known -> people.get(known.personId()).locale())
                .orElse(Locale.ENGLISH);
    }
}
