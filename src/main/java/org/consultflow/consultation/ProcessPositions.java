package org.consultflow.consultation;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Where a consultation's process stands, for people to see. Implemented by {@code lifecycle}. */
public interface ProcessPositions {

    /** The position of the consultation's process, running or ended. */
    Optional<ProcessPosition> of(UUID consultationId);

    /** The diagram (BPMN 2.0 XML) of a process definition. */
    Optional<String> diagram(String processDefinitionId);

    /**
     * A position.
     *
     * @param processDefinitionId which diagram
     * @param active ids of the elements that hold a token or wait for their moment
     * @param completed ids of the elements that were passed
     * @param incidents ids of the elements that hold an incident
     */
    record ProcessPosition(
            String processDefinitionId, List<String> active, List<String> completed, List<String> incidents) {}
}
