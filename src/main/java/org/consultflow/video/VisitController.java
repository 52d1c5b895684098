package org.consultflow.video;

import java.util.List;
import java.util.UUID;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import org.consultflow.consultation.InvalidRequestException;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** What the join page asks and says. Whoever holds the signed link is who it was written for; nothing else is asked of them. */
@RestController
@RequestMapping(path = "/join/{token}", produces = MediaType.APPLICATION_JSON_VALUE)
class VisitController extends JoinApi {

    private final JoinDoor door;
    private final WaitingRoom room;
    private final Chat chat;
    private final Visitors visitors;
    private final VisitFeed feed;

    VisitController(JoinDoor door, WaitingRoom room, Chat chat, Visitors visitors, VisitFeed feed) {
        this.door = door;
        this.room = room;
        this.chat = chat;
        this.visitors = visitors;
        this.feed = feed;
    }

    @GetMapping("/state")
    @Operation(
            summary = "How the visit stands",
            description = "What `events` tells, for who can't keep a connection open.")
    @ApiResponse(responseCode = "200", description = "as it stands now for whoever asks")
    ResponseEntity<VisitView.Told> state(@PathVariable String token) {
        Guest guest = door.known(token);
        visitors.heardOf(List.of(guest.ticket()));
        return told(guest);
    }

    @GetMapping(path = "/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(
            summary = "Server-sent events: how the visit stands",
            description = "Events named `state`, now, at each change and every five seconds. The stream ends after ten"
                    + " minutes; a browser connects again by itself.")
    @ApiResponse(
            responseCode = "200",
            description = "each event's data is this JSON, in one line",
            content =
                    @Content(
                            mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
                            schema = @Schema(implementation = VisitView.Told.class)))
    ResponseEntity<SseEmitter> events(@PathVariable String token) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(feed.listen(door.known(token)));
    }

    @PostMapping("/arrive")
    @Operation(summary = "They are ready", description = "The patient waits from now on; the provider may go in.")
    @ApiResponse(responseCode = "200", description = "as it stands after that")
    @WhileAllowed
    ResponseEntity<VisitView.Told> arrive(@PathVariable String token) {
        Guest guest = door.open(token);
        room.arrive(guest);
        return told(guest);
    }

    @PostMapping("/admit")
    @Operation(summary = "The provider lets the patient in")
    @ApiResponse(responseCode = "200", description = "as it stands after that")
    @WhileAllowed
    ResponseEntity<VisitView.Told> admit(@PathVariable String token) {
        Guest guest = door.open(token);
        room.admit(guest);
        return told(guest);
    }

    @PostMapping("/ask-to-wait")
    @Operation(summary = "The provider asks the patient for a little patience")
    @ApiResponse(responseCode = "200", description = "as it stands after that")
    @WhileAllowed
    ResponseEntity<VisitView.Told> askToWait(@PathVariable String token) {
        Guest guest = door.open(token);
        room.askToWait(guest);
        return told(guest);
    }

    @PostMapping("/token")
    @Operation(summary = "A video token for whoever asks", description = "For the patient only once admitted.")
    @ApiResponse(responseCode = "200", description = "what the client of the provider of calls needs")
    @WhileAllowed
    @AsksTheProvider
    ResponseEntity<VideoToken> token(@PathVariable String token) {
        return fresh(room.token(door.open(token)));
    }

    @PostMapping("/leave")
    @Operation(summary = "They leave", description = "They may come back, and need not be admitted again.")
    @ApiResponse(responseCode = "200", description = "as it stands after that")
    ResponseEntity<VisitView.Told> leave(@PathVariable String token) {
        Guest guest = door.known(token);
        room.leave(guest);
        return told(guest);
    }

    @GetMapping("/chat")
    @Operation(summary = "What was written", description = "In order, no more than 200 lines at once.")
    @ApiResponse(responseCode = "200", description = "the lines after that number")
    @ByTheRules
    @WhileAllowed
    ResponseEntity<List<ChatLine>> chat(
            @PathVariable String token,
            @Parameter(description = "number of the last line that is known; 0 for none")
                    @RequestParam(defaultValue = "0")
                    int since) {
        Guest guest = door.open(token);
        room.requireAdmitted(guest);
        return fresh(chat.since(guest.ticket().consultationId(), since));
    }

    @Schema(name = "ChatWords")
    record Said(
            @Schema(
                    description = "made by the page: what is sent again is kept once",
                    requiredMode = Schema.RequiredMode.REQUIRED)
            UUID key,

            @Schema(description = "1 to 2000 characters", requiredMode = Schema.RequiredMode.REQUIRED)
            String text) {

        @Override
        public String toString() {
            return "Said[" + key + "]";
        }
    }

    @PostMapping("/chat")
    @Operation(summary = "Write a line")
    @ApiResponse(responseCode = "200", description = "the line under its number")
    @ByTheRules
    @WhileAllowed
    ResponseEntity<ChatLine> say(@PathVariable String token, @RequestBody Said said) {
        Guest guest = door.open(token);
        room.requireAdmitted(guest);
        if (said.key() == null) {
            throw new InvalidRequestException("key", "must be a UUID");
        }
        String text = said.text() == null ? "" : said.text().strip();
        if (text.isEmpty() || text.length() > Chat.LONGEST) {
            throw new InvalidRequestException("text", "must have 1 to " + Chat.LONGEST + " characters");
        }
        return fresh(chat.say(guest.ticket(), said.key(), text));
    }

    @Schema(name = "ChatRead")
    record Read(
            @Schema(description = "of the last line that is on the screen")
            int number) {}

    @PostMapping("/chat/read")
    @Operation(summary = "Lines were shown", description = "The other one's page shows that they were read.")
    @ApiResponse(responseCode = "204", description = "noted")
    @ByTheRules
    @WhileAllowed
    ResponseEntity<Void> read(@PathVariable String token, @RequestBody Read read) {
        visitors.read(door.open(token).ticket(), read.number());
        return ResponseEntity.noContent().build();
    }

    private ResponseEntity<VisitView.Told> told(Guest guest) {
        return fresh(new VisitView.Told(room.now(), room.view(guest)));
    }
}
