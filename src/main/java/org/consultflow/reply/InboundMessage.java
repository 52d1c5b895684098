package org.consultflow.reply;

/**
 * A message from a person, as the provider handed it over.
 *
 * @param providerId the provider's id of it: told twice, it is the same
 * @param channel by which it came, such as {@code sms}
 * @param address number in E.164
 * @param text what it says, perhaps nothing
 * @param media how many pictures or files came with it, which are not fetched
 * @param taken what the provider has made of it and answered already: {@code STOP}, {@code START} or {@code HELP}; else
 *     blank
 */
public record InboundMessage(String providerId, String channel, String address, String text, int media, String taken) {

    @Override
    public String toString() {
        return "InboundMessage[" + providerId + ", " + channel + "]";
    }
}
