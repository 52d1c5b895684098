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
    void with_the_sandbox_s_full_history_a_booking_costs_no_more_than_107_statements() {
        List<String> asked = askedFor();
        assertThat(asked).as(String.join("\n", asked)).hasSizeBetween(60, 107);
        assertThat(asked)
                .filteredOn(sql -> sql.contains("from consultation where id"))
                .hasSizeLessThanOrEqualTo(1);
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
