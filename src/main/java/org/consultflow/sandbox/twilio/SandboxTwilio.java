package org.consultflow.sandbox.twilio;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.json.JsonMapper;
import org.consultflow.sandbox.faults.Faults;
import org.consultflow.time.RealTime;
import org.consultflow.time.TimeBound;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.context.WebServerInitializedEvent;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * The stand-in for Twilio: starts before anything is sent and stops last. Lives by real time; nothing of it falls due on
 * the service's clock, but the clock waits for what is under way.
 */
@Component
@ConditionalOnProperty("consultflow.stand-in.twilio")
@EnableConfigurationProperties(TwilioAccount.class)
public class SandboxTwilio implements SmartLifecycle, TimeBound {

    private static final int MESSAGES_KEPT = 5000;
    private static final int ROOMS_KEPT = 1000;

    private final int port;
    private final String publicUrl;
    private final TwilioAccount account;
    private final Faults faults;
    private final List<RequestObserver> observers;
    private final Clock realTime;
    private final Clock serviceClock;
    private final MessageBook messages = new MessageBook(MESSAGES_KEPT);
    private final RoomBook rooms;
    private final Callbacks callbacks;
    private final Conversations conversations;
    private volatile CallsApi calls;
    private final List<Consumer<RoomParticipant>> sentAway = new CopyOnWriteArrayList<>();
    private volatile RoomGuests guests;
    private volatile RecordingsApi recordings;
    private volatile Work work;
    private volatile TwilioServer server;

    SandboxTwilio(
            @Value("${consultflow.sandbox.twilio-port}") int port,
            @Value("${consultflow.public-url}") String publicUrl,
            TwilioAccount account,
            Faults faults,
            ObjectProvider<RequestObserver> observers,
            @RealTime Clock realTime,
            Clock serviceClock) {
        this.port = port;
        this.publicUrl = publicUrl.replaceAll("/+$", "");
        this.account = account;
        this.faults = faults;
        this.observers = observers.orderedStream().toList();
        this.realTime = realTime;
        this.serviceClock = serviceClock;
        this.rooms = new RoomBook(ROOMS_KEPT, realTime);
        this.callbacks = new Callbacks(account.authToken(), publicUrl);
        this.conversations = new Conversations(account, callbacks, publicUrl, serviceClock);
    }

    /** What was accepted, in order; the newest 5,000. */
    public List<SandboxMessage> messages() {
        return messages.all();
    }

    /** What was accepted for a number, in order. @param number in E.164 */
    public List<SandboxMessage> messagesTo(String number) {
        return messages.all().stream()
                .filter(message -> message.to().equals(number))
                .toList();
    }

    /**
     * A person writes to the clinic; returns when the service has answered.
     *
     * @param number theirs, in E.164
     * @param channel {@code sms} or {@code whatsapp}
     */
    public void write(String number, String channel, String text) {
        conversations.write(number, channel, text);
    }

    /** What a person wrote and what was answered at once, in order. @param number in E.164 */
    public List<SandboxText> textsWith(String number) {
        return conversations.with(number);
    }

    /** The rooms that were made, in order; the newest 1,000. */
    public List<SandboxRoom> rooms() {
        return rooms.all();
    }

    /** The recordings that would have been made, in order; the newest 1,000. */
    public List<SandboxRecording> recordings() {
        return recordings.all();
    }

    /** The phone calls that were made, in order; the newest 1,000. */
    public List<SandboxCall> calls() {
        return calls.all();
    }

    /**
     * Somebody comes into a room.
     *
     * @param token an access token as Twilio's own client would show it
     * @return empty if the token is not good, or its room is not in progress
     */
    public Optional<RoomParticipant> enterRoom(String token) {
        return guests.enter(token);
    }

    /** Somebody leaves a room; who has gone before does nothing. */
    public void leaveRoom(RoomParticipant participant) {
        guests.leave(participant);
    }

    /** Who is in a room, in the order in which they came. */
    public List<RoomParticipant> inRoom(String roomSid) {
        return rooms.inside(roomSid);
    }

    /** @param listener is told who has to go: the room was completed, or they came in again elsewhere */
    public void onSentAway(Consumer<RoomParticipant> listener) {
        sentAway.add(listener);
    }

    @EventListener
    void serviceListens(WebServerInitializedEvent event) {
        if (event.getApplicationContext().getServerNamespace() == null) {
            serviceListensOn(event.getWebServer().getPort());
        }
    }

    void serviceListensOn(int servicePort) {
        callbacks.serviceListensOn(servicePort);
    }

    @Override
    public synchronized void start() {
        JsonMapper json = JsonMapper.builder().build();
        Work begun = new Work();
        MessagesApi messagesApi = new MessagesApi(
                account,
                new MessageRules(account, json),
                messages,
                faults,
                callbacks,
                conversations,
                begun,
                realTime,
                serviceClock);
        RoomCallbacks roomCallbacks = new RoomCallbacks(account, callbacks, begun, realTime);
        RecordingsApi recordingsApi = new RecordingsApi(account, rooms, roomCallbacks, realTime, publicUrl);
        recordings = recordingsApi;
        RoomGuests newGuests = new RoomGuests(account, rooms, roomCallbacks, recordingsApi, realTime);
        newGuests.onSentAway(participant -> sentAway.forEach(listener -> listener.accept(participant)));
        RoomsApi roomsApi =
                new RoomsApi(account, rooms, roomCallbacks, newGuests, realTime, "http://127.0.0.1:" + port);
        guests = newGuests;
        CallsApi callsApi = new CallsApi(account, faults, callbacks, begun, realTime);
        calls = callsApi;
        server = new TwilioServer(
                port,
                account,
                new TwilioRoutes(account, messagesApi, roomsApi, recordingsApi, callsApi),
                begun,
                observers,
                json);
        work = begun;
    }

    @Override
    public synchronized void stop() {
        server.stop();
        work.stop();
        server = null;
        work = null;
    }

    @Override
    public boolean isRunning() {
        return server != null;
    }

    @Override
    public int getPhase() {
        return Integer.MIN_VALUE + 100;
    }

    @Override
    public Optional<Instant> nextDue() {
        return Optional.empty();
    }

    @Override
    public boolean busy() {
        Work current = work;
        return current != null && current.isUnderWay();
    }

    @Override
    public String toString() {
        return "stand-in Twilio";
    }
}
