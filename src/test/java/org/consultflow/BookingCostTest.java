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
    void with_the_sandbox_s_full_history_a_booking_costs_no_more_than_120_statements() {
        clinic.aBookedConsultation();
        counter.reset();
        clinic.booked();
        List<String> asked = counter.statementsOn("-exec-");
        assertThat(asked).as(String.join("\n", asked)).hasSizeBetween(60, 120);
        assertThat(asked)
                .filteredOn(sql -> sql.contains("from consultation where id"))
                .hasSizeLessThanOrEqualTo(1);
    }
}
