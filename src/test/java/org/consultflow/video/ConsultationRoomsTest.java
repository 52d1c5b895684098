package org.consultflow.video;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.consultflow.consultation.ConsultationNotFoundException;
import org.consultflow.consultation.ConsultationStatus;
import org.consultflow.consultation.ConsultationType;
import org.consultflow.consultation.StateConflictException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@SpringJUnitConfig(VideoTestContext.class)
class ConsultationRoomsTest {

    @Autowired
    ConsultationRooms rooms;

    @Autowired
    StoredRooms stored;

    @Autowired
    RoomsAtTheProvider provider;

    @Autowired
    Bookings bookings;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    private UUID consultation;

    @BeforeEach
    void aConfirmedVideoConsultation() {
        provider.reset();
        consultation = bookings.confirmedVideo(VideoTestContext.NOW).id();
    }

    @Test
    void a_room_that_is_asked_for_twice_is_made_once() {
        rooms.ensure(consultation);
        rooms.ensure(consultation);

        assertThat(provider.made).hasSize(1);
        assertThat(provider.inProgress())
                .containsExactly(stored.find(consultation).orElseThrow().sid());
    }

    @Test
    void its_name_is_random_and_says_nothing_of_the_consultation() {
        UUID other = bookings.confirmedVideo(VideoTestContext.NOW).id();
        rooms.ensure(consultation);
        rooms.ensure(other);

        assertThat(provider.made).doesNotHaveDuplicates().allSatisfy(name -> assertThat(name)
                .matches("room-[0-9a-f]{32}")
                .doesNotContain(consultation.toString().substring(0, 8)));
    }

    @Test
    void neither_name_nor_sid_can_be_read_in_the_database() {
        rooms.ensure(consultation);
        StoredRoom room = stored.find(consultation).orElseThrow();

        Map<String, Object> row = jdbc.sql("select * from video_room where consultation_id = :id")
                .param("id", consultation)
                .query()
                .singleRow();
        assertThat(row.values()).allSatisfy(value -> {
            String readable =
                    value instanceof byte[] bytes ? new String(bytes, StandardCharsets.ISO_8859_1) : "" + value;
            assertThat(readable).doesNotContain(room.name(), room.sid());
        });
        assertThat(room).asString().doesNotContain(room.name(), room.sid());
    }

    @Test
    void two_who_ask_at_once_get_the_same_room() throws Exception {
        CyclicBarrier bothAreThere = new CyclicBarrier(2);
        provider.beforeMaking(() -> await(bothAreThere));

        CompletableFuture<StoredRoom> one = CompletableFuture.supplyAsync(() -> rooms.ensured(consultation));
        CompletableFuture<StoredRoom> two = CompletableFuture.supplyAsync(() -> rooms.ensured(consultation));

        assertThat(one.get(30, TimeUnit.SECONDS)).isEqualTo(two.get(30, TimeUnit.SECONDS));
        assertThat(provider.made).hasSize(1);
        assertThat(provider.completed).isEmpty();
    }

    @Test
    void a_room_that_expired_is_replaced_under_a_new_name() {
        StoredRoom first = rooms.ensured(consultation);
        provider.expire(first.sid());

        StoredRoom second = rooms.ensured(consultation);

        assertThat(second.name()).isNotEqualTo(first.name());
        assertThat(second.sid()).isNotEqualTo(first.sid());
        assertThat(stored.find(consultation)).contains(second);
    }

    @Test
    void a_refusal_is_passed_on_and_the_next_try_asks_for_the_same_name() {
        provider.beforeMaking(() -> {
            throw new RoomProvider.RoomException("no room today");
        });
        assertThatThrownBy(() -> rooms.ensure(consultation)).isInstanceOf(RoomProvider.RoomException.class);
        String name = stored.find(consultation).orElseThrow().name();

        provider.beforeMaking(() -> {});
        assertThat(rooms.ensured(consultation).name()).isEqualTo(name);
    }

    @Test
    void the_provider_is_not_called_inside_a_transaction() {
        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> rooms.ensure(consultation)))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> rooms.complete(consultation)))
                .isInstanceOf(IllegalStateException.class);
        assertThat(provider.made).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"IN_PERSON", "VOICE", "SMS"})
    void a_type_without_a_room_gets_none(ConsultationType type) {
        UUID id = bookings.book(Bookings.aConsultation(type, ConsultationStatus.CONFIRMED, VideoTestContext.NOW))
                .id();

        assertThatThrownBy(() -> rooms.ensure(id))
                .isInstanceOf(StateConflictException.class)
                .hasMessageContaining(type.word());
        assertThat(stored.find(id)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"CONFIRMED", "IN_SESSION"})
    void there_is_no_room_before_the_confirmation_and_none_after_the_end(ConsultationStatus status) {
        bookings.nowStands(consultation, status);

        assertThatThrownBy(() -> rooms.ensure(consultation))
                .isInstanceOf(StateConflictException.class)
                .hasMessageContaining(status.word());
        assertThat(provider.made).isEmpty();
    }

    @Test
    void there_is_a_room_in_session() {
        bookings.nowStands(consultation, ConsultationStatus.IN_SESSION);
        rooms.ensure(consultation);
        assertThat(provider.inProgress()).hasSize(1);
    }

    @Test
    void an_unknown_consultation_is_said_to_be_unknown() {
        assertThatThrownBy(() -> rooms.ensure(UUID.randomUUID())).isInstanceOf(ConsultationNotFoundException.class);
    }

    @Test
    void completing_twice_completes_once() {
        String sid = rooms.ensured(consultation).sid();
        rooms.complete(consultation);
        rooms.complete(consultation);

        assertThat(provider.completed).containsExactly(sid);
        assertThat(stored.find(consultation).orElseThrow().status()).isEqualTo(RoomStatus.COMPLETED);
    }

    @Test
    void completing_where_there_is_no_room_does_nothing() {
        rooms.complete(consultation);
        assertThat(provider.completed).isEmpty();
    }

    @Test
    void a_room_whose_making_was_never_written_down_is_completed_too() {
        String name = stored.findOrReserve(consultation).name();
        String sid = provider.ensure(name).sid();

        rooms.complete(consultation);

        assertThat(provider.completed).containsExactly(sid);
    }

    @Test
    void a_room_that_is_made_while_the_consultation_is_cancelled_does_not_stay_open() {
        provider.beforeMaking(() -> {
            bookings.nowStands(consultation, ConsultationStatus.CANCELLED);
            rooms.complete(consultation);
        });

        assertThatThrownBy(() -> rooms.ensure(consultation)).isInstanceOf(StateConflictException.class);
        assertThat(provider.made).hasSize(1);
        assertThat(provider.inProgress()).isEmpty();
    }

    @Test
    void a_room_that_is_made_while_it_is_looked_up_for_completion_is_completed() {
        stored.findOrReserve(consultation);
        AtomicInteger lookUps = new AtomicInteger();
        provider.afterLookingUp(() -> {
            if (lookUps.getAndIncrement() == 0) {
                rooms.ensure(consultation);
            }
        });

        rooms.complete(consultation);

        assertThat(provider.made).hasSize(1);
        assertThat(provider.inProgress()).isEmpty();
        assertThat(stored.find(consultation).orElseThrow().status()).isEqualTo(RoomStatus.COMPLETED);
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException("the other one did not come", e);
        }
    }
}
