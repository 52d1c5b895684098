package org.consultflow.sandbox.twilio;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which resource a path means. */
final class TwilioRoutes {

    private static final Pattern MESSAGES = Pattern.compile("/2010-04-01/Accounts/([^/]+)/Messages\\.json");
    private static final Pattern MESSAGE = Pattern.compile("/2010-04-01/Accounts/([^/]+)/Messages/([^/]+)\\.json");
    private static final Pattern CALLS = Pattern.compile("/2010-04-01/Accounts/([^/]+)/Calls\\.json");
    private static final Pattern CALL = Pattern.compile("/2010-04-01/Accounts/([^/]+)/Calls/([^/]+)\\.json");
    private static final Pattern ROOMS = Pattern.compile("/v1/Rooms/?");
    private static final Pattern ROOM = Pattern.compile("/v1/Rooms/([^/]+)");

    private static final Pattern RULES = Pattern.compile("/v1/Rooms/([^/]+)/RecordingRules");
    private static final Pattern RECORDING = Pattern.compile("/v1/Recordings/([^/]+)");
    private static final Pattern MEDIA = Pattern.compile("/v1/Recordings/([^/]+)/Media");

    private final TwilioAccount account;
    private final MessagesApi messages;
    private final RoomsApi rooms;
    private final RecordingsApi recordings;
    private final CallsApi calls;

    TwilioRoutes(
            TwilioAccount account, MessagesApi messages, RoomsApi rooms, RecordingsApi recordings, CallsApi calls) {
        this.account = account;
        this.messages = messages;
        this.rooms = rooms;
        this.recordings = recordings;
        this.calls = calls;
    }

    /** @throws TwilioError 20404 for a path, 20004 for a method that is not there */
    Answer answer(TwilioRequest request) {
        String path = request.path();
        boolean post = request.method().equals("POST");
        boolean get = request.method().equals("GET");
        Matcher recording = RECORDING.matcher(path);
        if (recording.matches() && !post) {
            return get ? recordings.fetch(recording.group(1), path) : recordings.delete(recording.group(1), path);
        }
        if (!post && !get) {
            throw new TwilioError(405, 20004, "Method not allowed");
        }
        Matcher list = MESSAGES.matcher(path);
        if (list.matches()) {
            requireAccount(list.group(1), path);
            return post ? messages.create(request) : messages.list(request);
        }
        Matcher one = MESSAGE.matcher(path);
        if (one.matches() && get) {
            requireAccount(one.group(1), path);
            return messages.fetch(one.group(2), path);
        }
        Matcher allCalls = CALLS.matcher(path);
        if (allCalls.matches() && post) {
            requireAccount(allCalls.group(1), path);
            return calls.create(request);
        }
        Matcher call = CALL.matcher(path);
        if (call.matches()) {
            requireAccount(call.group(1), path);
            return post ? calls.update(call.group(2), request) : calls.fetch(call.group(2), path);
        }
        if (ROOMS.matcher(path).matches() && post) {
            return rooms.create(request);
        }
        Matcher room = ROOM.matcher(path);
        if (room.matches()) {
            String nameOrSid = URLDecoder.decode(room.group(1), StandardCharsets.UTF_8);
            return post ? rooms.update(nameOrSid, request) : rooms.fetch(nameOrSid, path);
        }
        Matcher rules = RULES.matcher(path);
        if (rules.matches()) {
            return recordings.rules(rules.group(1), request);
        }
        Matcher media = MEDIA.matcher(path);
        if (media.matches() && get) {
            return recordings.media(media.group(1), path);
        }
        throw TwilioError.notFound(path);
    }

    private void requireAccount(String sid, String path) {
        if (!sid.equals(account.accountSid())) {
            throw TwilioError.notFound(path);
        }
    }
}
