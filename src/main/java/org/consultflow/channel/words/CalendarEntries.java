package org.consultflow.channel.words;

import java.net.URI;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import net.fortuna.ical4j.data.CalendarOutputter;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.ParameterList;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.parameter.Cn;
import net.fortuna.ical4j.model.parameter.CuType;
import net.fortuna.ical4j.model.parameter.PartStat;
import net.fortuna.ical4j.model.parameter.Role;
import net.fortuna.ical4j.model.parameter.Rsvp;
import net.fortuna.ical4j.model.parameter.TzId;
import net.fortuna.ical4j.model.property.Attendee;
import net.fortuna.ical4j.model.property.Description;
import net.fortuna.ical4j.model.property.DtEnd;
import net.fortuna.ical4j.model.property.DtStamp;
import net.fortuna.ical4j.model.property.DtStart;
import net.fortuna.ical4j.model.property.Location;
import net.fortuna.ical4j.model.property.Method;
import net.fortuna.ical4j.model.property.Organizer;
import net.fortuna.ical4j.model.property.ProdId;
import net.fortuna.ical4j.model.property.Sequence;
import net.fortuna.ical4j.model.property.Status;
import net.fortuna.ical4j.model.property.Summary;
import net.fortuna.ical4j.model.property.Uid;
import net.fortuna.ical4j.model.property.immutable.ImmutableCalScale;
import net.fortuna.ical4j.model.property.immutable.ImmutableVersion;
import org.consultflow.consultation.Consultation;
import org.consultflow.consultation.Schedule;
import org.consultflow.delivery.Content;
import org.consultflow.notification.MessageFacts;

/**
 * The calendar entry of a visit (RFC 5545, RFC 5546). One UID per consultation for ever; SEQUENCE is 0 for the schedule that
 * was booked, one more for each rescheduling, and one more again when the visit is taken off, since a calendar ignores a
 * CANCEL that is not newer than what it holds. An entry carries no link to the visit: calendars are shared.
 */
final class CalendarEntries {

    private final ClinicProperties clinic;

    CalendarEntries(ClinicProperties clinic) {
        this.clinic = clinic;
    }

    /**
     * Whether a message puts the visit into the recipient's calendar or takes it off. The provider has it from
     * {@code booked} on (tentatively while an answer is awaited), so {@code declined} takes it off there only.
     *
     * @return {@code REQUEST}, {@code CANCEL} or nothing
     */
    static Optional<String> method(String kind, String audience) {
        return switch (kind) {
            case "booked", "confirmation", "rescheduled" -> Optional.of(Method.VALUE_REQUEST);
            case "cancelled" -> Optional.of(Method.VALUE_CANCEL);
            case "declined" -> "provider".equals(audience) ? Optional.of(Method.VALUE_CANCEL) : Optional.empty();
            default -> Optional.empty();
        };
    }

    /**
     * Writes the entry.
     *
     * @param method {@code REQUEST} or {@code CANCEL}
     * @param summary title, readable by whoever sees the calendar
     * @param description a sentence more, likewise
     * @param facts with the recipient's address: an invitation without one is not valid (RFC 5546, 3.2.2)
     */
    Content.Calendar write(String method, String summary, String description, MessageFacts facts) {
        boolean cancel = method.equals(Method.VALUE_CANCEL);
        Entry entry = new Entry(
                facts.consultationId(),
                facts.start(),
                facts.durationMinutes(),
                facts.location(),
                summary,
                description,
                facts.writtenAt());
        int sequence = cancel ? facts.scheduleRevision() : facts.scheduleRevision() - 1;
        String status = cancel ? Status.VALUE_CANCELLED : status(facts);
        return new Content.Calendar(method, text(method, entry, sequence, status, attendee(facts.recipientEmail())));
    }

    /**
     * Writes the entry for whoever puts it into their calendar by themselves: it invites nobody, so nobody is named (RFC 5546,
     * 3.2.1). A calendar that has the invitation already takes both for one, by the UID.
     *
     * @param summary title, readable by whoever sees the calendar
     * @param description a sentence more, likewise
     * @return the file's text
     */
    String publish(Consultation visit, String summary, String description, Instant writtenAt) {
        Schedule schedule = visit.schedule();
        Entry entry = new Entry(
                visit.id(),
                schedule.localStart(),
                schedule.duration().toMinutes(),
                visit.location(),
                summary,
                description,
                writtenAt);
        return text(Method.VALUE_PUBLISH, entry, schedule.revision() - 1, Status.VALUE_CONFIRMED, null);
    }

    private record Entry(
            UUID consultationId,
            ZonedDateTime start,
            long minutes,
            String location,
            String summary,
            String description,
            Instant writtenAt) {}

    private String text(String method, Entry entry, int sequence, String status, Attendee attendee) {
        ZonedDateTime start = entry.start();
        ZonedDateTime end = start.plusMinutes(entry.minutes());
        boolean local = canBeSaidIn(start) && canBeSaidIn(end);
        VEvent event = local ? localEvent(start, end) : utcEvent(start, end);
        event.add(new Uid(entry.consultationId() + "@consultflow"));
        event.add(new DtStamp(entry.writtenAt()));
        event.add(new Summary(entry.summary()));
        event.add(new Description(entry.description()));
        if (entry.location() != null) {
            event.add(new Location(entry.location()));
        }
        event.add(new Sequence(sequence));
        event.add(new Status(status));
        event.add(organizer());
        if (attendee != null) {
            event.add(attendee);
        }
        Calendar calendar = new Calendar();
        calendar.add(new ProdId("-//ConsultFlow//Calendar//EN"));
        calendar.add(ImmutableVersion.VERSION_2_0);
        calendar.add(ImmutableCalScale.GREGORIAN);
        calendar.add(new Method(method));
        if (local) {
            calendar.add(ZoneComponent.of(start.getZone(), start.toInstant(), end.toInstant()));
        }
        calendar.add(event);
        return text(calendar);
    }

    /** Local times with the zone's name beside: given a zone, the library would reckon by older rules of its own. */
    private static VEvent localEvent(ZonedDateTime start, ZonedDateTime end) {
        ParameterList zone = new ParameterList(List.of(new TzId(start.getZone().getId())));
        VEvent event = new VEvent(false);
        event.add(new DtStart<>(zone, start.toLocalDateTime()));
        event.add(new DtEnd<>(zone, end.toLocalDateTime()));
        return event;
    }

    private static VEvent utcEvent(ZonedDateTime start, ZonedDateTime end) {
        VEvent event = new VEvent(false);
        event.add(new DtStart<>(start.toInstant()));
        event.add(new DtEnd<>(end.toInstant()));
        return event;
    }

    private static String status(MessageFacts facts) {
        boolean asksForAnAnswer = facts.kind().equals("booked") && facts.acceptanceDueBy() != null;
        return asksForAnAnswer ? Status.VALUE_TENTATIVE : Status.VALUE_CONFIRMED;
    }

    /**
     * Whether local time and zone name the moment: not without a zone, and not in the second pass of an hour that the
     * clocks show twice, because RFC 5545 (3.3.5) reads such a time as the first.
     */
    private static boolean canBeSaidIn(ZonedDateTime moment) {
        ZoneId zone = moment.getZone();
        return !(zone instanceof ZoneOffset)
                && zone.getId().contains("/")
                && moment.equals(moment.withEarlierOffsetAtOverlap());
    }

    private Organizer organizer() {
        Organizer organizer = new Organizer(mailto(clinic.supportEmail()));
        organizer.add(new Cn(clinic.name()));
        return organizer;
    }

    private static Attendee attendee(String address) {
        Attendee attendee = new Attendee(mailto(address));
        attendee.add(CuType.INDIVIDUAL);
        attendee.add(Role.REQ_PARTICIPANT);
        attendee.add(PartStat.NEEDS_ACTION);
        attendee.add(Rsvp.FALSE);
        return attendee;
    }

    private static URI mailto(String address) {
        try {
            return new URI("mailto", address, null);
        } catch (java.net.URISyntaxException e) {
            throw new IllegalStateException("an address that is none stands in a calendar entry");
        }
    }

    private static String text(Calendar calendar) {
        var ics = new java.io.StringWriter();
        try {
            new CalendarOutputter(true).output(calendar, ics);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException("a calendar entry could not be written", e);
        }
        return ics.toString();
    }
}
