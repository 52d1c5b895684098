package org.consultflow.consultation;

import java.util.UUID;

/** There is no consultation of this id. */
public class ConsultationNotFoundException extends RuntimeException {

    public ConsultationNotFoundException(UUID id) {
        super("there is no consultation " + id);
    }
}
