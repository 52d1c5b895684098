package org.consultflow.video;

import java.util.List;
import java.util.UUID;

import io.swagger.v3.oas.annotations.Hidden;
import org.consultflow.consultation.InvalidRequestException;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
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
@Hidden
@RequestMapping(path = "/join/{token}", produces = MediaType.APPLICATION_JSON_VALUE)
class VisitController {

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

    /** What the feed tells, asked for: for who can't keep a connection open. */
    @GetMapping("/state")
    ResponseEntity<VisitView.Told> state(@PathVariable String token) {
        Guest guest = door.known(token);
        visitors.heardOf(List.of(guest.ticket()));
        return told(guest);
    }

    /** Server-sent events {@code state}: the same, now and at each change. */
    @GetMapping(path = "/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    ResponseEntity<SseEmitter> events(@PathVariable String token) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(feed.listen(door.known(token)));
    }

    /** They are ready: the patient waits from now on. */
    @PostMapping("/arrive")
    ResponseEntity<VisitView.Told> arrive(@PathVariable String token) {
        Guest guest = door.open(token);
        room.arrive(guest);
        return told(guest);
    }

    @PostMapping("/admit")
    ResponseEntity<VisitView.Told> admit(@PathVariable String token) {
        Guest guest = door.open(token);
        room.admit(guest);
        return told(guest);
    }

    @PostMapping("/ask-to-wait")
    ResponseEntity<VisitView.Told> askToWait(@PathVariable String token) {
        Guest guest = door.open(token);
        room.askToWait(guest);
        return told(guest);
    }

    @PostMapping("/token")
    ResponseEntity<VideoToken> token(@PathVariable String token) {
        return fresh(room.token(door.open(token)));
    }

    @PostMapping("/leave")
    ResponseEntity<VisitView.Told> leave(@PathVariable String token) {
        Guest guest = door.known(token);
        room.leave(guest);
        return told(guest);
    }

    /** The lines after a number, in order; no more than 200 at once. */
    @GetMapping("/chat")
    ResponseEntity<List<ChatLine>> chat(@PathVariable String token, @RequestParam(defaultValue = "0") int since) {
        Guest guest = door.open(token);
        room.requireAdmitted(guest);
        return fresh(chat.since(guest.ticket().consultationId(), since));
    }

    /** @param key made by the page: what is sent again is kept once */
    record Said(UUID key, String text) {

        @Override
        public String toString() {
            return "Said[" + key + "]";
        }
    }

    @PostMapping("/chat")
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

    /** @param number of the last line that is on the screen */
    record Read(int number) {}

    @PostMapping("/chat/read")
    ResponseEntity<Void> read(@PathVariable String token, @RequestBody Read read) {
        visitors.read(door.open(token).ticket(), read.number());
        return ResponseEntity.noContent().build();
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> noLink(JoinDoor.LinkException refused) {
        return refused.state() == JoinState.MOVED
                ? problem(HttpStatus.GONE, "This link belongs to an earlier time", "use the newest link")
                : problem(HttpStatus.NOT_FOUND, "This link opens nothing", "it was not copied whole, or is long past");
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> noRoom(RoomProvider.RoomException refused) {
        return problem(HttpStatus.BAD_GATEWAY, "The video room can't be had", refused.getMessage());
    }

    private static ResponseEntity<ProblemDetail> problem(HttpStatus status, String title, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setTitle(title);
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .cacheControl(CacheControl.noStore())
                .body(problem);
    }

    private ResponseEntity<VisitView.Told> told(Guest guest) {
        return fresh(new VisitView.Told(room.now(), room.view(guest)));
    }

    private static <T> ResponseEntity<T> fresh(T body) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(body);
    }
}
