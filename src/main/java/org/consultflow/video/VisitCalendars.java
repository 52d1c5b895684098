package org.consultflow.video;

import org.consultflow.consultation.Consultation;

/** Writes a visit for somebody's calendar. Implemented by {@code channel}, which knows how calendars want it. */
public interface VisitCalendars {

    /**
     * The visit as a file that any calendar takes (RFC 5545). It names nobody and has no link: calendars are shared.
     *
     * @param visit what is booked
     * @param summary title of the entry, for everybody to read
     * @param description a sentence more, likewise
     * @return the text of an {@code .ics} file
     */
    String entry(Consultation visit, String summary, String description);
}
