package org.consultflow.delivery;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * By which channels a notification goes out, such as {@code email | whatsapp > sms}: chains run side by side; within one,
 * the next channel goes only if the one before did not arrive.
 *
 * @param chains at least one, none empty, each channel named once
 */
public record Chains(List<List<String>> chains) {

    public Chains {
        chains = chains.stream().map(List::copyOf).toList();
        Set<String> seen = new HashSet<>();
        for (List<String> chain : chains) {
            for (String channel : chain) {
                if (!channel.matches("[a-z][a-z0-9-]{0,30}")) {
                    throw new IllegalArgumentException(
                            "\"" + channel
                                    + "\" is no channel: a channel is a word in small letters, as in \"email | whatsapp > sms\"");
                }
                if (!seen.add(channel)) {
                    throw new IllegalArgumentException(
                            "the channel \"" + channel + "\" stands twice: a channel is used once a notification");
                }
            }
        }
        if (seen.isEmpty()) {
            throw new IllegalArgumentException("chains are empty: write for example \"email | whatsapp > sms\"");
        }
    }

    /**
     * Reads {@code email | whatsapp > sms}.
     *
     * @throws IllegalArgumentException saying which rule the text breaks
     */
    public static Chains parse(String text) {
        return new Chains(Arrays.stream(text.split("\\|", -1))
                .map(chain ->
                        Arrays.stream(chain.split(">", -1)).map(String::strip).toList())
                .toList());
    }

    /**
     * The same chains, each in the order that somebody prefers: the preferred channels first, then the others as they stood.
     *
     * @param order names of channels, the dearest first; what a chain does not have is not added
     */
    public Chains inOrderOf(List<String> order) {
        Comparator<String> dearest = Comparator.comparingInt(
                channel -> order.contains(channel) ? order.indexOf(channel) : Integer.MAX_VALUE);
        return new Chains(chains.stream()
                .map(chain -> chain.stream().sorted(dearest).toList())
                .toList());
    }

    @Override
    public String toString() {
        return chains.stream().map(chain -> String.join(" > ", chain)).collect(Collectors.joining(" | "));
    }
}
