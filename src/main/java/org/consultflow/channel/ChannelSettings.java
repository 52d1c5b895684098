package org.consultflow.channel;

import java.util.List;
import java.util.Map;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is known of each channel, {@code consultflow}. A channel without an entry has no sender of its own and can't be asked.
 *
 * @param channels by name
 */
@ConfigurationProperties("consultflow")
record ChannelSettings(@DefaultValue Map<String, Channel> channels) {

    /**
     * One channel.
     *
     * @param senders the first that is not blank is used
     * @param addressPrefix what the provider wants before a number, such as {@code whatsapp:}
     * @param canBeAsked whether the provider keeps a list of messages that can be asked
     * @param rate messages a second that the sender may send, over all nodes together; 0 = no limit
     */
    record Channel(
            @DefaultValue List<String> senders,
            @DefaultValue("") String addressPrefix,
            @DefaultValue("false") boolean canBeAsked,
            @DefaultValue("0") double rate) {

        // a message an hour is the slowest that means anything
        private static final double SLOWEST = 1.0 / 3600;
        private static final double FASTEST = 10_000;

        Channel {
            if (rate != 0 && !(rate >= SLOWEST && rate <= FASTEST)) {
                throw new IllegalArgumentException(
                        "a channel's rate is 0 (no limit) or messages a second, from 1/3600 to 10000");
            }
        }

        /** An address or sender as the provider wants it. */
        String prefixed(String address) {
            return address.startsWith(addressPrefix) ? address : addressPrefix + address;
        }
    }

    Channel of(String channel) {
        return channels.getOrDefault(channel, new Channel(List.of(), "", false, 0));
    }

    /** The sender as the provider knows it; the channel's name if none is configured. */
    String sender(String channel) {
        Channel settings = of(channel);
        return settings.senders().stream()
                .filter(sender -> !sender.isBlank())
                .findFirst()
                .map(settings::prefixed)
                .orElse(channel);
    }

    /** The channel of an address as Twilio writes it, by its prefix: {@code whatsapp:+61…} or {@code +61…}. */
    String channelOf(String address) {
        return channels.entrySet().stream()
                .filter(entry -> entry.getValue().canBeAsked())
                .filter(entry -> address.startsWith(entry.getValue().addressPrefix()))
                .max(Map.Entry.comparingByValue(java.util.Comparator.comparing(
                        channel -> channel.addressPrefix().length())))
                .map(Map.Entry::getKey)
                .orElse("unknown");
    }
}
