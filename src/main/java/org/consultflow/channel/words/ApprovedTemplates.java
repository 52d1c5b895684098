package org.consultflow.channel.words;

import java.util.Locale;
import java.util.Optional;

/** The templates that a provider holds: where there is one, its words are sent instead of ours. */
@FunctionalInterface
public interface ApprovedTemplates {

    /**
     * The provider's name for the template.
     *
     * @param locale of our own words for the kind
     */
    Optional<String> idOf(String channel, String kind, Locale locale);
}
