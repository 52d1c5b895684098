package org.consultflow.sandbox.faults;

import java.util.Set;
import java.util.UUID;

/**
 * Something that is to go wrong.
 *
 * @param id ours
 * @param channel {@code whatsapp}, {@code sms}, {@code email}, or {@code any} of the first two
 * @param fault what goes wrong
 * @param times for how many more messages; null for all, until it is taken away
 * @param to number in E.164 or e-mail address it is meant for; null for every recipient
 */
public record Fault(UUID id, String channel, FaultKind fault, Integer times, String to) {

    boolean isFor(String usedChannel, String recipient) {
        boolean sameChannel = channel.equals(usedChannel) || channel.equals(ANY) && MESSAGES.contains(usedChannel);
        return sameChannel && (to == null || to.equalsIgnoreCase(recipient));
    }

    private static final Set<String> MESSAGES = Set.of("whatsapp", "sms");

    /** WhatsApp or SMS, whichever is used next. */
    public static final String ANY = "any";

    @Override
    public String toString() {
        return "Fault[" + channel + ", " + fault.word() + ", " + times + "]";
    }
}
