package org.consultflow.channel;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;

import org.consultflow.people.People;

/**
 * Obeys "stop" and "start". A message counts if it is nothing but the word. The English words are Twilio's own (those it opts
 * people out and in by), the Spanish ones are ours.
 */
class StopWords {

    private static final Set<String> STOP = Set.of(
            "STOP",
            "UNSUBSCRIBE",
            "END",
            "QUIT",
            "STOPALL",
            "REVOKE",
            "OPTOUT",
            "CANCEL", //
            "ALTO",
            "PARAR",
            "PARE",
            "BAJA",
            "DETENER",
            "CANCELAR");
    private static final Set<String> START = Set.of("START", "YES", "UNSTOP", "INICIAR", "ALTA", "EMPEZAR");
    private static final String SOURCE = "twilio-inbound-message";

    private final People people;

    StopWords(People people) {
        this.people = people;
    }

    /**
     * @param channel the channel the message came by: only this one is stopped or started
     * @param address number in E.164
     * @param text the message
     * @param optOutType what Twilio made of it, {@code STOP} or {@code START}; blank if it does not say
     */
    void obey(String channel, String address, String text, String optOutType) {
        String word = word(text);
        if (optOutType.equals("STOP") || STOP.contains(word)) {
            people.optOut(channel, address, SOURCE);
        } else if (optOutType.equals("START") || START.contains(word)) {
            people.optIn(channel, address);
        }
    }

    private static String word(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFD)
                .replaceAll("[^\\p{Alpha}]", "")
                .toUpperCase(Locale.ROOT);
    }
}
