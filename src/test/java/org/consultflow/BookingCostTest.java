package org.consultflow;

import java.util.List;

import org.consultflow.support.Clinic;
import org.consultflow.support.ServiceTest;
import org.consultflow.support.StatementCounter;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/** What a booking asks of the database before it is answered. */
@ServiceTest
class BookingCostTest {

    @Autowired
    Clinic clinic;

    @Autowired
    StatementCounter counter;

    @Test
    void with_the_sandbox_s_full_history_a_booking_costs_no_more_than_92_statements() {
        List<String> asked = askedFor();
        assertThat(asked).as(String.join("\n", asked)).hasSizeBetween(60, 92);
    }

    @Test
    void a_booking_is_written_once_with_its_history_and_not_read_back() {
        assertThat(askedFor())
                .filteredOn(sql -> sql.contains("consultation"))
                .filteredOn(sql -> !sql.contains(" notice "))
                .filteredOn(sql -> !sql.contains(" delivery "))
                .hasSize(1);
    }

    @Test
    void what_the_engine_has_to_know_of_the_diagram_s_timers_is_asked_once() {
        List<String> asked = askedFor();
        assertThat(asked).filteredOn(sql -> sql.contains("act_ru_jobdef")).hasSize(1);
        assertThat(asked)
                .as("no job can wait for a subscription that the booking itself has made and ended")
                .filteredOn(sql -> sql.startsWith("select") && sql.contains("act_ru_job\n"))
                .isEmpty();
    }

    @Test
    void the_two_who_take_part_are_written_at_once_and_so_is_what_the_patient_agrees_to() {
        List<String> asked = askedFor();
        assertThat(asked).filteredOn(sql -> sql.contains(" person ")).hasSize(1);
        assertThat(asked).filteredOn(sql -> sql.contains(" consent ")).hasSize(1);
        assertThat(asked).filteredOn(sql -> sql.contains(" preference ")).isEmpty();
    }

    private List<String> askedFor() {
        clinic.aBookedConsultation();
        counter.reset();
        clinic.booked();
        return counter.statementsOn("-exec-");
    }
}
