package org.consultflow.channel;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import org.consultflow.delivery.Courier;

/** The channels there are: those that have a route, and those that are configured. */
class Channels {

    private static final String EMAIL = "email";
    private static final String E164 = "\\+[1-9][0-9]{6,14}";
    private static final String MAIL = "[^\\s@<>,;\"]{1,64}@[^\\s@<>,;\"]{1,190}\\.[^\\s@<>,;\"]{2,63}";

    private final Courier courier;
    private final ChannelSettings settings;
    private final boolean twilioIsStandIn;
    private final boolean mailIsStandIn;

    Channels(Courier courier, ChannelSettings settings, boolean twilioIsStandIn, boolean mailIsStandIn) {
        this.courier = courier;
        this.settings = settings;
        this.twilioIsStandIn = twilioIsStandIn;
        this.mailIsStandIn = mailIsStandIn;
    }

    /**
     * A channel.
     *
     * @param route whether a route sends it
     * @param sender who it comes from; null where none is configured
     * @param standIn whether a stand-in of the sandbox plays its provider
     */
    record Channel(String channel, boolean route, String sender, boolean standIn) {}

    /** All channels, by name. */
    List<Channel> all() {
        Set<String> routes = courier.channels();
        Set<String> names = new TreeSet<>(settings.channels().keySet());
        routes.stream().filter(name -> !settings.providers().containsKey(name)).forEach(names::add);
        return names.stream()
                .map(name -> new Channel(
                        name,
                        routes.contains(name),
                        settings.ownSender(provider(name)).orElse(null),
                        standIn(name)))
                .toList();
    }

    private boolean standIn(String channel) {
        return channel.equals(EMAIL)
                ? mailIsStandIn
                : twilioIsStandIn && settings.provider(provider(channel)).canBeAsked();
    }

    /** The provider that is used first. */
    private String provider(String channel) {
        return settings.waysOut(channel).get(0).provider();
    }

    /** Why nothing can be sent by a channel, and what to do about it; empty if it can. */
    Optional<String> missing(String channel) {
        if (!courier.channels().contains(channel)) {
            return Optional.of("No route sends " + channel + ". Put a route from direct:send-" + channel
                    + " into the routes directory; docs/integrator.md says how.");
        }
        String provider = provider(channel);
        boolean senderIsMissing = !settings.provider(provider).senders().isEmpty()
                && settings.ownSender(provider).isEmpty();
        return senderIsMissing
                ? Optional.of("No sender is configured for " + channel + " at its provider " + provider
                        + ": README.md says which variable sets it.")
                : Optional.empty();
    }

    /** Whether an address is one of this channel. */
    boolean takes(String channel, String address) {
        return address != null && address.matches(channel.equals(EMAIL) ? MAIL : E164);
    }

    /** What an address of this channel has to be. */
    String addressRule(String channel) {
        return channel.equals(EMAIL)
                ? "must be an e-mail address"
                : "must be a number in E.164: + and the country code first";
    }
}
