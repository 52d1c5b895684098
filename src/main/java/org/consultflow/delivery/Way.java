package org.consultflow.delivery;

/**
 * A provider by which a channel may leave.
 *
 * @param provider its name: {@code direct:send-<provider>} sends, a code word of 40 characters at most
 * @param account whose credentials it uses; providers with the same account fail together when these are refused
 * @param sender the sender as the provider knows it; part of "one unresolved attempt per sender and recipient"
 * @param canBeAsked whether the provider can be asked what became of a message
 * @param repeatable whether the same message sent twice reaches the person once, as a mail with its Message-ID does
 */
public record Way(String provider, String account, String sender, boolean canBeAsked, boolean repeatable) {}
