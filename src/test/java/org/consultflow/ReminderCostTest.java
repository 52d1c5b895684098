package org.consultflow;

import java.util.List;

import org.consultflow.support.BookedConsultation;
import org.consultflow.support.Clinic;
import org.consultflow.support.ServiceTest;
import org.consultflow.support.StatementCounter;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/** What a reminder asks of the database from its timer on until its message is in hand. */
@ServiceTest
class ReminderCostTest {

    @Autowired
    Clinic clinic;

    @Autowired
    StatementCounter counter;

    @Test
    void none_of_its_visit_s_variables_is_read() {
        List<String> asked = askedForReminder();
        assertThat(asked).as(String.join("\n", asked)).noneMatch(sql -> sql.contains("act_ru_variable"));
    }

    /** By the job executor's threads. */
    private List<String> askedForReminder() {
        BookedConsultation visit = clinic.aBookedConsultation().whenItIsBeforeStart("PT70M");
        counter.reset();
        visit.whenItIsBeforeStart("PT59M").thenPatientGot("reminder-1h");
        List<String> asked = counter.statementsOn("camundaTaskExec");
        assertThat(asked).anyMatch(sql -> sql.contains("into notice "));
        return asked;
    }
}
