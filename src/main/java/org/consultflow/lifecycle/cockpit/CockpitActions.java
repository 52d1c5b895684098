package org.consultflow.lifecycle.cockpit;

import java.util.Map;
import java.util.UUID;

import jakarta.validation.constraints.NotBlank;

import org.consultflow.consultation.InvalidRequestException;
import org.consultflow.notification.ActionReason;
import org.consultflow.notification.MessageActions;
import org.springframework.stereotype.Service;

/** What ops do about a message, in their own name. */
@Service
class CockpitActions {

    private final CockpitUser user;
    private final MessageActions actions;

    CockpitActions(CockpitUser user, MessageActions actions) {
        this.user = user;
        this.actions = actions;
    }

    Map<String, String> sendAgain(String consultationId, String noticeId, SendAgain wanted) {
        String actor = user.mayAct();
        user.onBehalf(() -> actions.sendAgain(
                CockpitDesk.id(consultationId), notice(noticeId), wanted.channel(), reason(wanted.reason()), actor));
        return Map.of("done", "It is requested; the timeline tells what becomes of it.");
    }

    Map<String, String> doneByPhone(String consultationId, String noticeId, DoneByPhone wanted) {
        String actor = user.mayAct();
        user.onBehalf(() ->
                actions.doneByPhone(CockpitDesk.id(consultationId), notice(noticeId), reason(wanted.reason()), actor));
        return Map.of("done", "It is marked as done by phone.");
    }

    private static UUID notice(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw new InvalidRequestException("noticeId", "must be a message of this consultation");
        }
    }

    private static ActionReason reason(String word) {
        return ActionReason.of(word)
                .orElseThrow(() -> new InvalidRequestException("reason", "must be one of " + ActionReason.words()));
    }

    record SendAgain(@NotBlank String channel, @NotBlank String reason) {}

    record DoneByPhone(@NotBlank String reason) {}
}
