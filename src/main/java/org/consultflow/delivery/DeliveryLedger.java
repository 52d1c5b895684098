package org.consultflow.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

import org.consultflow.delivery.RecordedDelivery.Attempt;
import org.consultflow.delivery.RecordedDelivery.Event;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

import static org.consultflow.delivery.NoticeStore.instant;
import static org.consultflow.delivery.NoticeStore.utc;

/** The ledger of all deliveries, with each attempt: read by whoever wants to know. */
@Repository
public class DeliveryLedger {

    private static final String DELIVERIES =
            """
            select d.id, case when d.kind <> :test then d.consultation_id end as consultation_id, d.kind,
                case when d.kind <> :test then n.schedule_revision end as schedule_revision, d.audience, d.channel, d.state,
                d.reason, d.requested_at, d.due_at, d.deadline, n.call_requested_at, d.provider_status, d.error_code, d.detail
            from delivery d join notice n on n.id = d.notice_id
            """;

    /** No index tells SENDING from SENT, since each delivery would be in it for a moment; one of attempts has what is being sent. */
    private static final Map<String, String> UNDER_WAY = Map.of(
            "sending",
            "d.state = upper(:state) and d.id in (select delivery_id from attempt where state = 'SENDING')",
            "sent",
            "d.state = upper(:state) and d.phase = 'UNDER_WAY'");

    private final JdbcClient jdbc;

    DeliveryLedger(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The words of {@link RecordedDelivery#state()}. */
    public static List<String> states() {
        return Stream.of(DeliveryState.values()).map(DeliveryLedger::word).toList();
    }

    private static String word(Enum<?> state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    /**
     * A page of the ledger, newest first. Nothing that was there when the first page was read is skipped or repeated,
     * whatever is added meanwhile.
     *
     * @param after where the page before ended; null: from the newest
     * @param limit at most so many
     */
    @Transactional(readOnly = true)
    public List<RecordedDelivery> page(DeliveryFilter filter, Position after, int limit) {
        // what is rare and what is common are found by different indexes: the plan depends on what is asked for
        jdbc.sql("set local plan_cache_mode = force_custom_plan").update();
        List<String> conditions = new ArrayList<>();
        Map<String, Object> values = new LinkedHashMap<>();
        where("d.consultation_id = :consultation", "consultation", filter.consultationId(), conditions, values);
        where("d.kind = :kind", "kind", filter.kind(), conditions, values);
        where("d.audience = :audience", "audience", filter.audience(), conditions, values);
        where("d.channel = :channel", "channel", filter.channel(), conditions, values);
        String inState =
                filter.state() == null ? null : UNDER_WAY.getOrDefault(filter.state(), "d.phase = upper(:state)");
        where(inState, "state", filter.state(), conditions, values);
        where(
                "d.id in (select delivery_id from attempt where error_code = :code)",
                "code",
                filter.code(),
                conditions,
                values);
        where("d.requested_at >= :from", "from", utc(filter.from()), conditions, values);
        where("d.requested_at < :to", "to", utc(filter.to()), conditions, values);
        if (after != null) {
            conditions.add("(d.requested_at, d.id) < (:at, :id)");
            values.put("at", utc(after.requestedAt()));
            values.put("id", after.id());
        }
        String sql = DELIVERIES
                + (conditions.isEmpty() ? "" : "where " + String.join(" and ", conditions))
                + " order by d.requested_at desc, d.id desc limit :limit";
        List<RecordedDelivery> found = jdbc.sql(sql)
                .params(values)
                .param("test", TestMessages.KIND)
                .param("limit", limit)
                .query(DeliveryLedger::delivery)
                .list();
        return found.isEmpty() ? found : withAttempts(found);
    }

    private static void where(
            String condition, String name, Object value, List<String> conditions, Map<String, Object> values) {
        if (value != null) {
            conditions.add(condition);
            values.put(name, value);
        }
    }

    private static RecordedDelivery delivery(ResultSet row, int number) throws SQLException {
        String reason = row.getString("reason");
        return new RecordedDelivery(
                row.getObject("id", UUID.class),
                row.getObject("consultation_id", UUID.class),
                row.getString("kind"),
                row.getObject("schedule_revision", Integer.class),
                row.getString("audience"),
                row.getString("channel"),
                word(DeliveryState.valueOf(row.getString("state"))),
                reason == null ? null : SuppressionReason.of(reason).word(),
                instant(row, "requested_at"),
                instant(row, "due_at"),
                instant(row, "deadline"),
                instant(row, "call_requested_at"),
                row.getString("provider_status"),
                row.getObject("error_code", Integer.class),
                row.getString("detail"),
                List.of(),
                List.of());
    }

    private List<RecordedDelivery> withAttempts(List<RecordedDelivery> found) {
        List<UUID> ids = found.stream().map(RecordedDelivery::id).toList();
        List<RowEvent> events = events(ids);
        List<RowAttempt> attempts = attempts(ids, events);
        return found.stream()
                .map(it -> new RecordedDelivery(
                        it.id(),
                        it.consultationId(),
                        it.kind(),
                        it.scheduleRevision(),
                        it.audience(),
                        it.channel(),
                        it.state(),
                        it.reason(),
                        it.requestedAt(),
                        it.dueAt(),
                        it.deadline(),
                        it.callRequestedAt(),
                        it.providerStatus(),
                        it.errorCode(),
                        it.detail(),
                        RowEvent.of(events, it.id(), null),
                        attempts.stream()
                                .filter(row -> row.delivery().equals(it.id()))
                                .map(RowAttempt::attempt)
                                .toList()))
                .toList();
    }

    private List<RowEvent> events(Collection<UUID> deliveries) {
        return jdbc.sql(
                        """
                        select delivery_id, attempt, happened_at, event, error_code, detail from delivery_event
                        where delivery_id in (:ids) order by id""")
                .param("ids", deliveries)
                .query((row, number) -> new RowEvent(
                        row.getObject("delivery_id", UUID.class),
                        row.getObject("attempt", Integer.class),
                        new Event(
                                instant(row, "happened_at"),
                                row.getString("event"),
                                row.getObject("error_code", Integer.class),
                                row.getString("detail"))))
                .list();
    }

    private List<RowAttempt> attempts(Collection<UUID> deliveries, List<RowEvent> events) {
        return jdbc.sql(
                        """
                        select a.* from attempt a
                        where a.delivery_id in (:ids) order by a.number""")
                .param("ids", deliveries)
                .query((row, number) -> attempt(row, events))
                .list();
    }

    private static RowAttempt attempt(ResultSet row, List<RowEvent> events) throws SQLException {
        UUID delivery = row.getObject("delivery_id", UUID.class);
        int number = row.getInt("number");
        // that it began, and that it was taken, is what its row says
        List<Event> told = new ArrayList<>();
        told.add(new Event(instant(row, "started_at"), "sending", null, null));
        String takenAs = row.getString("taken_as");
        if (takenAs != null) {
            told.add(new Event(instant(row, "taken_at"), takenAs, null, null));
        }
        told.addAll(RowEvent.of(events, delivery, number));
        return new RowAttempt(
                delivery,
                new Attempt(
                        number,
                        row.getString("provider"),
                        word(AttemptState.valueOf(row.getString("state"))),
                        instant(row, "started_at"),
                        row.getString("provider_id"),
                        row.getString("template_version"),
                        row.getObject("segments", Integer.class),
                        row.getBigDecimal("price"),
                        row.getString("price_unit"),
                        row.getString("provider_status"),
                        row.getObject("error_code", Integer.class),
                        row.getString("detail"),
                        List.copyOf(told)));
    }

    private record RowAttempt(UUID delivery, Attempt attempt) {}

    private record RowEvent(UUID delivery, Integer attempt, Event event) {
        static List<Event> of(List<RowEvent> all, UUID delivery, Integer attempt) {
            return all.stream()
                    .filter(row -> row.delivery().equals(delivery) && Objects.equals(row.attempt(), attempt))
                    .map(RowEvent::event)
                    .toList();
        }
    }

    /**
     * Where a page ended.
     *
     * @param requestedAt of its last delivery
     * @param id of its last delivery
     */
    public record Position(Instant requestedAt, UUID id) {}
}
