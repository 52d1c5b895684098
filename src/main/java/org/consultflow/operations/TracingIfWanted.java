package org.consultflow.operations;

import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Leaves tracing out altogether while nobody is there to whom traces could be sent: a span that is thrown away costs as much
 * as one that is kept. {@code management.otlp.tracing.endpoint} turns it on.
 */
public class TracingIfWanted implements AutoConfigurationImportFilter, EnvironmentAware {

    private static final String TRACING = "org.springframework.boot.actuate.autoconfigure.tracing.";

    /** Does nothing without a tracer, and has to be there if somebody, such as a test, brings one. */
    private static final String HANDLERS = TRACING + "MicrometerTracingAutoConfiguration";

    private boolean wanted;

    @Override
    public void setEnvironment(Environment environment) {
        wanted = StringUtils.hasText(environment.getProperty("management.otlp.tracing.endpoint"));
    }

    @Override
    public boolean[] match(String[] configurations, AutoConfigurationMetadata metadata) {
        boolean[] kept = new boolean[configurations.length];
        for (int i = 0; i < configurations.length; i++) {
            String name = configurations[i];
            kept[i] = wanted || name == null || !name.startsWith(TRACING) || name.equals(HANDLERS);
        }
        return kept;
    }
}
