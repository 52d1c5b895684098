package org.consultflow.sandbox;

import java.nio.file.Path;

import org.springframework.beans.factory.support.DefaultSingletonBeanRegistry;
import org.springframework.boot.context.event.ApplicationContextInitializedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;

/**
 * Begins to start the embedded PostgreSQL, if it is the one to be used, before anything else of the service is looked at. The
 * service stops it as the last of its parts.
 */
public class DatabaseFirst implements ApplicationListener<ApplicationContextInitializedEvent> {

    @Override
    public void onApplicationEvent(ApplicationContextInitializedEvent initialized) {
        Environment environment = initialized.getApplicationContext().getEnvironment();
        if (!environment.getProperty(StandIns.PREFIX + "database", Boolean.class, false)) {
            return;
        }
        DatabaseStart start =
                DatabaseStart.begin(Path.of(environment.getRequiredProperty("consultflow.data-directory")));
        var beans = initialized.getApplicationContext().getBeanFactory();
        beans.registerSingleton("databaseStart", start);
        ((DefaultSingletonBeanRegistry) beans).registerDisposableBean("databaseStart", start);
    }
}
