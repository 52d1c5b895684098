package org.consultflow.chaos;

import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.consultflow.chaos.MailServer.Mail;
import org.consultflow.chaos.Visit.Plan;
import org.consultflow.sandbox.twilio.SandboxMessage;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Counts, from the books of the far ends, what was lost and what was doubled, and holds the service's own ledger and its
 * engine against that. What may have happened is known from the bookings alone.
 */
final class Reckoning {

    private static final Pattern REFERENCE = Pattern.compile("[?&]ref=([0-9a-f-]{36})");

    private final List<Visit> visits;
    private final List<SandboxMessage> messages;
    private final List<Mail> mails;
    private final JdbcClient jdbc;
    private final List<String> lost = new ArrayList<>();
    private final List<String> doubled = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();
    private final Map<UUID, Try> tries = new HashMap<>();
    private int expected;
    private int repeatedMails;

    /** An attempt, as the ledger has it. */
    private record Try(
            UUID delivery, UUID consultation, String channel, String kind, int revision, Timestamp claimedAt) {}

    Reckoning(List<Visit> visits, List<SandboxMessage> messages, List<Mail> mails, JdbcClient jdbc) {
        this.visits = visits;
        this.messages = messages;
        this.mails = mails;
        this.jdbc = jdbc;
        readTries();
        countDoubledMessages();
        countDoubledMails();
        countLost();
        checkFallbacks();
        checkCommandsAreObeyed();
        checkNothingIsLeft();
    }

    private void readTries() {
        jdbc.sql(
                        """
                        select a.id, d.id as delivery, d.consultation_id, d.channel, n.kind, n.schedule_revision, a.claimed_at
                        from attempt a join delivery d on d.id = a.delivery_id join notice n on n.id = d.notice_id""")
                .query((row, number) -> tries.put(
                        row.getObject("id", UUID.class),
                        new Try(
                                row.getObject("delivery", UUID.class),
                                row.getObject("consultation_id", UUID.class),
                                row.getString("channel"),
                                row.getString("kind"),
                                row.getInt("schedule_revision"),
                                row.getTimestamp("claimed_at"))))
                .list();
    }

    /** Twice the same words to the same number by the same channel, or twice for the same row of the ledger. */
    private void countDoubledMessages() {
        Set<String> words = new HashSet<>();
        Set<UUID> deliveries = new HashSet<>();
        for (SandboxMessage message : messages) {
            if (!words.add(message.channel() + message.to() + message.body())) {
                doubled.add(message.sid() + ": the same words by " + message.channel());
            }
            Try made = tries.get(reference(message));
            if (made == null) {
                wrong.add(message.sid() + " is in Twilio's book, and the ledger does not know it");
            } else if (!deliveries.add(made.delivery())) {
                doubled.add(message.sid() + ": delivery " + made.delivery() + " by " + message.channel());
            }
        }
    }

    /** A mail may come again under its Message-ID, which mailboxes show once; another Message-ID is another mail. */
    private void countDoubledMails() {
        Set<String> ids = new HashSet<>();
        Set<String> subjects = new HashSet<>();
        for (Mail mail : mails) {
            if (!ids.add(mail.to() + mail.messageId())) {
                repeatedMails++;
            } else if (!subjects.add(mail.to() + mail.subject())) {
                doubled.add("a mail with the same subject and another Message-ID");
            }
        }
    }

    /** Whoever was left alone: patients get confirmation and reminder, providers the former, once by each chain due. */
    private void countLost() {
        Map<String, Long> mailsTo = mails.stream()
                .collect(Collectors.groupingBy(
                        Mail::to, Collectors.collectingAndThen(Collectors.toSet(), ids -> ids.stream()
                                .map(Mail::messageId)
                                .distinct()
                                .count())));
        Map<UUID, Set<String>> byPhone = new HashMap<>();
        messages.forEach(message -> {
            Try made = tries.get(reference(message));
            if (made != null) {
                byPhone.computeIfAbsent(made.consultation(), any -> new HashSet<>())
                        .add(made.kind());
            }
        });
        for (Visit visit : visits) {
            if (visit.plan == Plan.LEAVE) {
                expect(visit, "mails to the provider", 1, mailsTo.getOrDefault(visit.providerMail(), 0L));
                expect(
                        visit,
                        "mails to the patient",
                        visit.mail ? 2 : 0,
                        mailsTo.getOrDefault(visit.patientMail(), 0L));
                expect(
                        visit,
                        "messages to the patient's phone",
                        visit.mail ? 1 : 2,
                        byPhone.getOrDefault(visit.id, Set.of()).size());
            }
        }
    }

    private void expect(Visit visit, String what, long due, long came) {
        expected += (int) due;
        for (long i = came; i < due; i++) {
            lost.add(what + " of consultation " + visit.id + ": " + came + " instead of " + due);
        }
        if (came > due) {
            doubled.add(what + " of consultation " + visit.id + ": " + came + " instead of " + due);
        }
    }

    /** An SMS only where WhatsApp failed, stayed silent, or was not to be used. */
    private void checkFallbacks() {
        Set<UUID> withReason = new HashSet<>(jdbc.sql(
                        """
                                select distinct sms.id from delivery sms
                                  join delivery before on before.notice_id = sms.notice_id
                                    and before.chain = sms.chain and before.position < sms.position
                                  left join delivery_event e on e.delivery_id = before.id
                                where sms.channel = 'sms'
                                  and (before.state in ('FAILED', 'SILENT', 'SUPPRESSED')
                                    or e.event in ('silent', 'refused', 'failed', 'undelivered'))""")
                .query(UUID.class)
                .list());
        messages.stream()
                .filter(message -> message.channel().equals("sms"))
                .map(message -> tries.get(reference(message)))
                .filter(made -> made != null && !withReason.contains(made.delivery()))
                .forEach(made -> wrong.add("an SMS for which there was no reason: delivery " + made.delivery()));
    }

    /** What was under way when the command was answered may finish; nothing of it begins after. */
    private void checkCommandsAreObeyed() {
        Map<UUID, Visit> byId = visits.stream().collect(Collectors.toMap(visit -> visit.id, visit -> visit));
        for (Try made : tries.values()) {
            Visit visit = byId.get(made.consultation());
            if (visit == null) {
                wrong.add("consultation " + made.consultation() + " was booked twice");
            } else if (visit.answered != null
                    && made.kind().startsWith("reminder")
                    && made.revision() == 0
                    && made.claimedAt().toInstant().isAfter(visit.answered)) {
                wrong.add("a reminder of consultation " + visit.id + " left after " + visit.plan);
            }
        }
    }

    private void checkNothingIsLeft() {
        none("consultation that was booked twice", "select count(*) - " + visits.size() + " from consultation");
        none("delivery that is still under way", "select count(*) from delivery where state in ('SENDING', 'UNKNOWN')");
        none(
                "notice that reached nobody, and nobody was asked to phone",
                """
                select count(*) from notice n where state in ('UNREACHED', 'CALL_OBSOLETE')
                  or state = 'CALL_REQUESTED' and not exists (
                    select 1 from act_hi_procinst p where p.proc_def_key_ = 'phone-patient'
                      and p.business_key_ = n.consultation_id::text)""");
        none("job without retries", "select count(*) from act_ru_job where retries_ = 0");
        none("incident", "select count(*) from act_ru_incident");
        none(
                "consultation without a process",
                """
                select count(*) from consultation c where not exists (
                  select 1 from act_hi_procinst p where p.business_key_ = c.id::text and p.proc_def_key_ = 'consultation')""");
    }

    private void none(String what, String count) {
        long found = jdbc.sql(count).query(Long.class).single();
        if (found != 0) {
            wrong.add(found + " × " + what);
        }
    }

    private static UUID reference(SandboxMessage message) {
        Matcher reference = REFERENCE.matcher(String.valueOf(message.statusCallback()));
        return reference.find() ? UUID.fromString(reference.group(1)) : null;
    }

    List<String> lost() {
        return lost;
    }

    List<String> doubled() {
        return doubled;
    }

    List<String> wrong() {
        return wrong;
    }

    /** How many notices there were: what somebody was to be told. */
    int notices() {
        return jdbc.sql("select count(*) from notice").query(Integer.class).single();
    }

    /** The counts, for people. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("requested: " + notices() + " notifications of " + visits.size() + " consultations; "
                + states("notice") + "; phone tasks: "
                + jdbc.sql("select count(*) from act_hi_procinst where proc_def_key_ = 'phone-patient'")
                        .query(Long.class)
                        .single());
        lines.add("deliveries: " + states("delivery"));
        lines.add("attempts: " + states("attempt"));
        lines.add("accepted by Twilio: " + messages.size() + " "
                + messages.stream()
                        .collect(Collectors.groupingBy(
                                SandboxMessage::channel, java.util.TreeMap::new, Collectors.counting())));
        lines.add("accepted by the mail server: " + mails.size() + ", of which the same Message-ID again: "
                + repeatedMails);
        lines.add("due by the bookings that were left alone: " + expected);
        lines.add("lost: " + lost.size());
        lines.add("doubled: " + doubled.size());
        lines.add("otherwise wrong: " + wrong.size());
        return lines;
    }

    private Map<String, Long> states(String table) {
        Map<String, Long> states = new java.util.TreeMap<>();
        jdbc.sql("select state, count(*) as many from " + table + " group by state")
                .query((row, number) -> states.put(row.getString("state"), row.getLong("many")))
                .list();
        return states;
    }
}
