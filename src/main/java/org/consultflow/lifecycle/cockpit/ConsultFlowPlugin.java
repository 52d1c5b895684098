package org.consultflow.lifecycle.cockpit;

import java.util.Set;

import org.camunda.bpm.cockpit.plugin.spi.impl.AbstractCockpitPlugin;

/** Found by Cockpit over {@code META-INF/services}. */
public class ConsultFlowPlugin extends AbstractCockpitPlugin {

    static final String ID = "consultflow";

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public Set<Class<?>> getResourceClasses() {
        return Set.of(PluginRoot.class);
    }
}
