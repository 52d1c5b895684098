package org.consultflow.delivery;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.consultflow.delivery.Correspondence.Clear;
import org.consultflow.delivery.Correspondence.Dossier;
import org.consultflow.delivery.DueDeliveries.UnderWay;
import org.consultflow.delivery.Holds.Held;

/** What is worked on in one transaction, and what is known about it. */
final class ClaimBatch {

    private final List<Notice> notices;
    private final Dossier dossier;
    private final Settlement settlement;
    private final Set<UnderWay> underWay;
    private final Set<GivenUp.Place> givenUpPlaces;
    private final List<Candidate> candidates = new ArrayList<>();
    private final List<Pause> pauses;
    private final List<Held> paused = new ArrayList<>();
    private final Map<Delivery, Optional<GivenUp.Place>> places = new HashMap<>();

    /**
     * @param notices held by whoever works on them
     * @param dossier what is known about these notices
     * @param underWay what is being sent for their recipients at present
     * @param pauses in force
     */
    ClaimBatch(
            List<Notice> notices,
            Dossier dossier,
            Collection<UnderWay> underWay,
            List<Pause> pauses,
            GivenUp givenUp,
            Settlement settlement) {
        this.notices = notices;
        this.dossier = dossier;
        this.settlement = settlement;
        this.underWay = new HashSet<>(underWay);
        this.pauses = pauses;
        this.givenUpPlaces = givenUp.among(notices.stream()
                .flatMap(notice -> notice.deliveries().stream())
                .flatMap(row -> place(row).stream())
                .toList());
    }

    /** The notices that nobody else can change meanwhile. */
    List<Notice> held() {
        return notices;
    }

    Dossier dossier() {
        return dossier;
    }

    List<Candidate> candidates() {
        return candidates;
    }

    List<Pause> pauses() {
        return pauses;
    }

    /** What a pause keeps from leaving. */
    List<Held> paused() {
        return paused;
    }

    private Optional<GivenUp.Place> place(Delivery row) {
        return places.computeIfAbsent(row, this::reached);
    }

    private Optional<GivenUp.Place> reached(Delivery row) {
        try {
            return dossier.clear(row.notice().key(), row.channel()) instanceof Clear clear
                    ? Optional.of(new GivenUp.Place(row.channel(), clear.addressKey()))
                    : Optional.empty();
        } catch (RuntimeException unclear) {
            // said when this delivery has its turn
            return Optional.empty();
        }
    }

    /** What overtakes a message in the making waits for it. */
    boolean hasTurn(Delivery row) {
        UnderWay own = UnderWay.of(row.notice());
        boolean free = underWay.stream().noneMatch(own::waitsFor);
        if (free) {
            underWay.add(own);
        }
        return free;
    }

    boolean isGivenUp(Delivery row) {
        return place(row).filter(givenUpPlaces::contains).isPresent();
    }

    boolean somebodyIsBehind(Delivery row) {
        return settlement.behind(row).stream().anyMatch(next -> place(next)
                .filter(place -> !givenUpPlaces.contains(place))
                .isPresent());
    }

    String words(Delivery row) {
        return dossier.words(row.notice().key(), row.channel());
    }

    /** What is to be sent, if its attempt can be written. */
    record Candidate(Delivery row, Clear clear, Way way, Attempt attempt) {}
}
