package org.consultflow.notification;

import java.util.Locale;

import org.consultflow.delivery.Content;

/** Puts facts into words. Implemented by {@code channel} with the files in {@code templates/}. */
public interface MessageRenderer {

    /**
     * Writes a message.
     *
     * @param channel the channel it will go by: decides which of a kind's templates is used
     * @param kind folder of templates; a kind without one falls back to {@code reminder}
     * @param locale the wanted language; a missing one falls back to English
     * @param facts what the words speak of, see {@link MessageFacts}
     * @throws RuntimeException if a template can't be filled, naming the template and the placeholder
     */
    Content render(String channel, String kind, Locale locale, MessageFacts facts);

    /**
     * Which words a message would be made of, without writing it.
     *
     * @return see {@link Content#version()}
     * @throws RuntimeException if there is no template
     */
    String version(String channel, String kind, String audience, Locale locale);
}
