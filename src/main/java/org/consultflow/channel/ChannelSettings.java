package org.consultflow.channel;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.consultflow.delivery.Way;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is known of each channel and of the providers by which it leaves, {@code consultflow}. A channel without an entry has
 * one provider of its own name, which has no sender and can't be asked.
 *
 * @param channels by name; as long as none is named, a channel is its own provider
 * @param providers further providers, by name
 */
@ConfigurationProperties("consultflow")
record ChannelSettings(
        @DefaultValue Map<String, Channel> channels,
        @DefaultValue Map<String, Provider> providers) {

    private static final String CODE_WORD = "[a-z][a-z0-9-]{0,39}";

    ChannelSettings {
        channels.values().forEach(Channel::asProvider);
        channels.forEach((name, channel) -> channel.providers().forEach(provider -> {
            mustBeWord("channels." + name + ".providers", provider);
            if (!provider.equals(name) && !providers.containsKey(provider)) {
                throw new IllegalArgumentException("consultflow.channels." + name + ".providers names " + provider
                        + ", which is not there: describe it under consultflow.providers." + provider);
            }
        }));
        providers.forEach((name, provider) -> {
            mustBeWord("providers", name);
            if (!provider.account().isEmpty()) {
                mustBeWord("providers." + name + ".account", provider.account());
            }
        });
    }

    private static void mustBeWord(String property, String word) {
        if (!word.matches(CODE_WORD)) {
            throw new IllegalArgumentException("consultflow." + property + ": \"" + word
                    + "\" is no name: small letters, digits and hyphens, 40 at most");
        }
    }

    /**
     * One channel, and the provider of the same name.
     *
     * @param providers in the order in which they are used; empty: the one of the channel's name
     */
    record Channel(
            @DefaultValue List<String> providers,
            @DefaultValue List<String> senders,
            @DefaultValue("") String addressPrefix,
            @DefaultValue("false") boolean canBeAsked,
            @DefaultValue("false") boolean repeatable,
            @DefaultValue("") String account,
            @DefaultValue("0") double rate) {

        Provider asProvider() {
            return new Provider(
                    senders, addressPrefix, canBeAsked, repeatable, account, rate, new Receipts("", "", "", Map.of()));
        }
    }

    /**
     * One provider.
     *
     * @param senders the first that is not blank is used
     * @param addressPrefix what the provider wants before a number, such as {@code whatsapp:}
     * @param canBeAsked whether it is Twilio, whose list of messages can be asked
     * @param repeatable whether the same message sent twice reaches the person once
     * @param account whose credentials it uses; empty: its own
     * @param rate messages a second that the sender may send, over all nodes together; 0 = no limit
     * @param receipts how it reports
     */
    record Provider(
            @DefaultValue List<String> senders,
            @DefaultValue("") String addressPrefix,
            @DefaultValue("false") boolean canBeAsked,
            @DefaultValue("false") boolean repeatable,
            @DefaultValue("") String account,
            @DefaultValue("0") double rate,
            @DefaultValue Receipts receipts) {

        // a message an hour is the slowest that means anything
        private static final double SLOWEST = 1.0 / 3600;
        private static final double FASTEST = 10_000;

        Provider {
            if (rate != 0 && !(rate >= SLOWEST && rate <= FASTEST)) {
                throw new IllegalArgumentException("a rate is 0 (no limit) or messages a second, from 1/3600 to 10000");
            }
        }

        /** An address or sender as the provider wants it. */
        String prefixed(String address) {
            return address.startsWith(addressPrefix) ? address : addressPrefix + address;
        }
    }

    /**
     * How a provider that is not Twilio reports, {@code consultflow.providers.<name>.receipts}.
     *
     * @param statusField the field that says where the message stands
     * @param idField the field with the provider's id of the message
     * @param codeField the field with the code of an error
     * @param words the provider's words for a status, each with ours: queued, sending, sent, failed, undelivered, delivered or
     *     read; a word that is not there is taken for ours
     */
    record Receipts(
            @DefaultValue("status") String statusField,
            @DefaultValue("id") String idField,
            @DefaultValue("code") String codeField,
            @DefaultValue Map<String, String> words) {}

    /** The providers of a channel, in their order. */
    List<Way> waysOut(String channel) {
        List<String> names =
                channels.containsKey(channel) ? channels.get(channel).providers() : List.of();
        return (names.isEmpty() ? List.of(channel) : names)
                .stream().map(this::way).toList();
    }

    private Way way(String name) {
        Provider provider = provider(name);
        String account = provider.account().isEmpty() ? name : provider.account();
        return new Way(name, account, sender(name), provider.canBeAsked(), provider.repeatable(), provider.rate());
    }

    Provider provider(String name) {
        if (providers.containsKey(name)) {
            return providers.get(name);
        }
        return channels.getOrDefault(name, new Channel(List.of(), List.of(), "", false, false, "", 0))
                .asProvider();
    }

    /** The sender as the provider knows it; the provider's name if none is configured. */
    String sender(String name) {
        return ownSender(name).orElse(name);
    }

    /** The sender as the provider knows it, if one is configured. */
    Optional<String> ownSender(String name) {
        Provider provider = provider(name);
        return provider.senders().stream()
                .filter(sender -> !sender.isBlank())
                .findFirst()
                .map(provider::prefixed);
    }

    /**
     * The name by which the error table knows a provider: a further sender at Twilio is told Twilio's codes for its channel,
     * every other provider has codes of its own.
     */
    String tableName(String provider) {
        if (!provider(provider).canBeAsked()) {
            return provider;
        }
        return channels.entrySet().stream()
                .filter(channel -> channel.getValue().providers().contains(provider))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(provider);
    }

    /** The channel of an address as Twilio writes it, by its prefix: {@code whatsapp:+61…} or {@code +61…}. */
    String channelOf(String address) {
        return channels.entrySet().stream()
                .filter(entry -> entry.getValue().canBeAsked())
                .filter(entry -> address.startsWith(entry.getValue().addressPrefix()))
                .max(Map.Entry.comparingByValue(
                        Comparator.comparing(channel -> channel.addressPrefix().length())))
                .map(Map.Entry::getKey)
                .orElse("unknown");
    }
}
