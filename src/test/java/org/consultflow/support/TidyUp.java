package org.consultflow.support;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/** Leaves the service as a test should find it: with nothing that is still to happen. */
class TidyUp implements AfterEachCallback {

    @Override
    public void afterEach(ExtensionContext test) {
        SpringExtension.getApplicationContext(test).getBean(Clinic.class).endWhatIsLeft();
    }
}
