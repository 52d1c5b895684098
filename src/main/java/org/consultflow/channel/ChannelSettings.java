package org.consultflow.channel;

import java.util.List;
import java.util.Map;
import java.util.Optional;

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
     */
    record Channel(
            @DefaultValue List<String> senders,
            @DefaultValue("") String addressPrefix,
            @DefaultValue("false") boolean canBeAsked) {

        /** An address or sender as the provider wants it. */
        String prefixed(String address) {
            return address.startsWith(addressPrefix) ? address : addressPrefix + address;
        }
    }

    Channel of(String channel) {
        return channels.getOrDefault(channel, new Channel(List.of(), "", false));
    }

    /** The sender as the provider knows it; the channel's name if none is configured. */
    String sender(String channel) {
        return ownSender(channel).orElse(channel);
    }

    /** The sender as the provider knows it, if one is configured. */
    Optional<String> ownSender(String channel) {
        Channel settings = of(channel);
        return settings.senders().stream()
                .filter(sender -> !sender.isBlank())
                .findFirst()
                .map(settings::prefixed);
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
