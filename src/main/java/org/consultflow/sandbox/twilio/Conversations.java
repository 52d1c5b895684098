package org.consultflow.sandbox.twilio;

import java.io.StringReader;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;

import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/**
 * What people write to the clinic: handed to the service as Twilio does, and answered by what the service says in TwiML. The
 * bare English words Twilio answers and obeys itself, by SMS only (Twilio, "Opt-out keywords").
 */
final class Conversations {

    private static final int KEPT = 1000;
    private static final Set<String> STOP =
            Set.of("STOP", "UNSUBSCRIBE", "END", "QUIT", "STOPALL", "REVOKE", "OPTOUT", "CANCEL");
    private static final Set<String> START = Set.of("START", "UNSTOP");
    private static final Set<String> HELP = Set.of("HELP", "INFO");

    private final TwilioAccount account;
    private final Callbacks callbacks;
    private final String webhook;
    private final Clock serviceClock;
    private final Deque<SandboxText> texts = new ArrayDeque<>();
    private final Set<String> stopped = ConcurrentHashMap.newKeySet();

    Conversations(TwilioAccount account, Callbacks callbacks, String publicUrl, Clock serviceClock) {
        this.account = account;
        this.callbacks = callbacks;
        this.webhook = publicUrl.replaceAll("/+$", "") + "/webhooks/twilio/inbound-message";
        this.serviceClock = serviceClock;
    }

    /** A person writes; returns when the service has answered. @param number in E.164 */
    void write(String number, String channel, String text) {
        boolean whatsapp = channel.equals("whatsapp");
        String prefix = whatsapp ? TwilioAccount.WHATSAPP : "";
        String sid = Sids.next("SM");
        keep(new SandboxText(sid, channel, number, text, true, serviceClock.instant()));
        Map<String, String> form = new LinkedHashMap<>();
        form.put("AccountSid", account.accountSid());
        form.put("ApiVersion", "2010-04-01");
        form.put("MessageSid", sid);
        form.put("SmsSid", sid);
        form.put("SmsStatus", "received");
        form.put("From", prefix + number);
        form.put("To", prefix + (whatsapp ? account.whatsappFrom() : account.phoneNumber()));
        form.put("Body", text);
        form.put("NumMedia", "0");
        form.put("NumSegments", Integer.toString(Segments.count(text)));
        if (!whatsapp) {
            obey(number, text.strip().toUpperCase(Locale.ROOT));
        }
        messages(callbacks.ask(webhook, form)).forEach(answer -> answer(number, channel, answer));
    }

    /** Whether somebody said stop by SMS, and has not said start since: Twilio sends them no SMS. @param number in E.164 */
    boolean isStopped(String number) {
        return stopped.contains(number);
    }

    private void obey(String number, String word) {
        if (STOP.contains(word)) {
            stopped.add(number);
        } else if (START.contains(word)) {
            stopped.remove(number);
        }
        String own = ownAnswer(word);
        if (own != null) {
            answer(number, "sms", own);
        }
    }

    synchronized List<SandboxText> with(String number) {
        return texts.stream().filter(text -> text.number().equals(number)).toList();
    }

    private void answer(String number, String channel, String text) {
        keep(new SandboxText(Sids.next("SM"), channel, number, text, false, serviceClock.instant()));
    }

    private synchronized void keep(SandboxText text) {
        texts.addLast(text);
        if (texts.size() > KEPT) {
            texts.removeFirst();
        }
    }

    private static String ownAnswer(String word) {
        if (STOP.contains(word)) {
            return "(Twilio) No more messages will come from this number. Reply START to get them again.";
        }
        if (START.contains(word)) {
            return "(Twilio) Messages will come from this number again. Reply STOP to end them.";
        }
        return HELP.contains(word) ? "(Twilio) Reply STOP to end messages from this number." : null;
    }

    /** What a TwiML answer says; nothing if it is none. */
    private static List<String> messages(String twiml) {
        if (twiml.isBlank()) {
            return List.of();
        }
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            Document document = factory.newDocumentBuilder().parse(new InputSource(new StringReader(twiml)));
            NodeList messages = document.getElementsByTagName("Message");
            return java.util.stream.IntStream.range(0, messages.getLength())
                    .mapToObj(index -> messages.item(index).getTextContent())
                    .toList();
        } catch (Exception notTwiml) {
            // Twilio would write it into its debugger: error 12100
            return List.of();
        }
    }
}
