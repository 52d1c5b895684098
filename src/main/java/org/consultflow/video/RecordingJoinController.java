package org.consultflow.video;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import org.consultflow.consultation.InvalidRequestException;
import org.consultflow.consultation.StateConflictException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whether the call is recorded, asked and answered in the call itself. */
@RestController
@RequestMapping(path = "/join/{token}/recording", produces = MediaType.APPLICATION_JSON_VALUE)
class RecordingJoinController extends JoinApi {

    private final JoinDoor door;
    private final WaitingRoom room;
    private final RecordingDesk desk;
    private final RecordingWorker worker;

    RecordingJoinController(JoinDoor door, WaitingRoom room, RecordingDesk desk, RecordingWorker worker) {
        this.door = door;
        this.room = room;
        this.desk = desk;
        this.worker = worker;
    }

    @PostMapping("/ask")
    @Operation(
            summary = "The provider asks whether the call may be recorded",
            description = "Where the clinic has turned recording on, and the patient was let in.")
    @ApiResponse(responseCode = "200", description = "as it stands after that")
    @WhileAllowed
    ResponseEntity<VisitView.Told> ask(@PathVariable String token) {
        Guest guest = door.open(token);
        room.requireAdmitted(guest);
        if (!room.view(guest).admission().equals(Admission.ADMITTED.word())) {
            throw new StateConflictException("the patient was not let in yet: there is nobody to ask");
        }
        desk.ask(guest);
        return told(guest);
    }

    @Schema(name = "RecordingAnswer")
    record Answer(
            @Schema(description = "whether the patient agrees", requiredMode = Schema.RequiredMode.REQUIRED)
            Boolean agrees) {}

    @PostMapping("/answer")
    @Operation(
            summary = "The patient says yes or no",
            description = "Only after a yes recording begins; `recording` says when it has.")
    @ApiResponse(responseCode = "200", description = "as it stands after that")
    @ByTheRules
    @WhileAllowed
    ResponseEntity<VisitView.Told> answer(@PathVariable String token, @RequestBody Answer answer) {
        Guest guest = door.open(token);
        room.requireAdmitted(guest);
        if (answer.agrees() == null) {
            throw new InvalidRequestException("agrees", "must be true or false");
        }
        desk.answer(guest, answer.agrees());
        worker.settle(guest.ticket().consultationId());
        return told(guest);
    }

    @PostMapping("/stop")
    @Operation(
            summary = "Either of the two ends the recording",
            description = "Of the provider it also takes back a question that was not answered yet.")
    @ApiResponse(responseCode = "200", description = "as it stands after that")
    @WhileAllowed
    ResponseEntity<VisitView.Told> stop(@PathVariable String token) {
        Guest guest = door.known(token);
        desk.stop(guest);
        worker.settle(guest.ticket().consultationId());
        return told(guest);
    }

    private ResponseEntity<VisitView.Told> told(Guest guest) {
        return fresh(new VisitView.Told(room.now(), room.view(guest)));
    }
}
