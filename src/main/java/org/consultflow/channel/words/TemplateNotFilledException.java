package org.consultflow.channel.words;

/**
 * A template could not be filled. Names template, place and placeholder; carries neither cause nor values, because what
 * would have been written may name a patient.
 */
final class TemplateNotFilledException extends RuntimeException {

    TemplateNotFilledException(String template, String why) {
        super("Template " + template + ": " + why);
    }
}
