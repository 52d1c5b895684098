package org.consultflow.people;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What follows from all that was said about consent. Plain: a history in, what counts out.
 *
 * <p>The latest statement counts, by when it was said. But what a booking says is said by the way: it never undoes a
 * withdrawal by the person. What is merely assumed counts only as long as nothing else was said.
 *
 * @param history what was said, in the order in which we heard of it
 */
public record Consents(List<ConsentStatement> history) {

    /** A booking listed what the person agreed to. */
    public static final String BOOKING = "booking";

    /** A booking listed nothing: what may be assumed for an address that is given. */
    public static final String ASSUMED = "booking-default";

    public Consents {
        history = List.copyOf(history);
    }

    /** The statement that counts for a channel; empty if nothing was said. */
    public Optional<ConsentStatement> of(String channel) {
        Optional<ConsentStatement> person = latest(channel, ConsentStatement::isPersons);
        Optional<ConsentStatement> booking =
                latest(channel, said -> said.source().equals(BOOKING));
        if (person.isEmpty() || booking.isEmpty()) {
            return person.or(() -> booking).or(() -> latest(channel, said -> true));
        }
        boolean newer = booking.get().dateTime().isAfter(person.get().dateTime());
        return person.get().active() && newer ? booking : person;
    }

    /** The latest that a booking said of a channel. */
    Optional<ConsentStatement> ofBookings(String channel) {
        return latest(channel, said -> said.source().equals(BOOKING));
    }

    /** The channels of which something was said, in the order in which it was. */
    public Set<String> channels() {
        return history.stream().map(ConsentStatement::channel).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The channels on which the person may be written to. */
    public Set<String> active() {
        return channels().stream()
                .filter(channel -> of(channel).orElseThrow().active())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private Optional<ConsentStatement> latest(String channel, Predicate<ConsentStatement> which) {
        // of two that were said at the same moment, the one that was heard later
        return history.stream()
                .filter(said -> said.channel().equals(channel))
                .filter(which)
                .reduce((earlier, later) ->
                        Comparator.comparing(ConsentStatement::dateTime).compare(earlier, later) > 0 ? earlier : later);
    }
}
