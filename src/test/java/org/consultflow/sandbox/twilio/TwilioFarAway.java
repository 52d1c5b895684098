package org.consultflow.sandbox.twilio;

import java.time.Clock;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.json.JsonMapper;
import org.consultflow.sandbox.faults.Faults;

/**
 * The stand-in Twilio by itself, outside of any service: it outlives the services that send by it, and its book keeps
 * everything.
 */
public final class TwilioFarAway implements AutoCloseable {

    private static final String SENDER = "+15005550006";

    private final int port;
    private final TwilioAccount account = new TwilioAccount(
            "AC00000000000000000000000000000c40",
            "an-auth-token-for-tests-only",
            "SK00000000000000000000000000000c40",
            "an-api-secret-of-thirty-two-characters",
            SENDER,
            SENDER,
            "");
    private final MessageBook book = new MessageBook(Integer.MAX_VALUE);
    private final Work work = new Work();
    private final TwilioServer server;

    /**
     * @param port where it listens on the loopback interface
     * @param publicUrl where the services are to be found, without a path
     */
    public TwilioFarAway(int port, Faults faults, String publicUrl, Clock clock) {
        this.port = port;
        JsonMapper json = JsonMapper.builder().build();
        Callbacks callbacks = new Callbacks(account.authToken(), publicUrl);
        Conversations conversations = new Conversations(account, callbacks, publicUrl, clock);
        MessagesApi messages = new MessagesApi(
                account, new MessageRules(account, json), book, faults, callbacks, conversations, work, clock, clock);
        RoomBook roomBook = new RoomBook(Integer.MAX_VALUE, clock);
        RoomCallbacks told = new RoomCallbacks(account, callbacks, work, clock);
        RecordingsApi recordings = new RecordingsApi(account, roomBook, told, clock, publicUrl);
        RoomGuests guests = new RoomGuests(account, roomBook, told, recordings, clock);
        RoomsApi rooms = new RoomsApi(account, roomBook, told, guests, clock, "http://127.0.0.1:" + port);
        CallsApi calls = new CallsApi(account, faults, callbacks, work, clock);
        server = new TwilioServer(
                port, account, new TwilioRoutes(account, messages, rooms, recordings, calls), work, List.of(), json);
    }

    public int port() {
        return port;
    }

    /** Everything that was ever accepted, in order. */
    public List<SandboxMessage> book() {
        return book.all();
    }

    /** Whether receipts are still to be sent. */
    public boolean isUnderWay() {
        return work.isUnderWay();
    }

    /** What a service has to be told of this account, by the names of the environment. */
    public Map<String, String> environment() {
        return Map.of(
                "TWILIO_ACCOUNT_SID", account.accountSid(),
                "TWILIO_AUTH_TOKEN", account.authToken(),
                "TWILIO_API_KEY", account.apiKey(),
                "TWILIO_API_SECRET", account.apiSecret(),
                "TWILIO_WHATSAPP_FROM", account.whatsappFrom(),
                "TWILIO_PHONE_NUMBER", account.phoneNumber());
    }

    @Override
    public void close() {
        server.stop();
        work.stop();
    }
}
