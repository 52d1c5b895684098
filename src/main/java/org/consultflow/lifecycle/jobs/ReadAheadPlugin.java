package org.consultflow.lifecycle.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.interceptor.Session;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;
import org.camunda.bpm.engine.impl.persistence.entity.IncidentManager;
import org.camunda.bpm.engine.impl.persistence.entity.JobManager;
import org.springframework.stereotype.Component;

/** Makes {@link ReadAhead} known to the engine. */
@Component
class ReadAheadPlugin extends AbstractProcessEnginePlugin {

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        List<SessionFactory> sessions = new ArrayList<>(
                Optional.ofNullable(engine.getCustomSessionFactories()).orElse(List.of()));
        sessions.add(new Factory(ReadAhead.class, command -> new ReadAhead(command.getDbEntityManager())));
        sessions.add(new Factory(JobManager.class, command -> new ReadAhead.Jobs(ReadAhead.of(command))));
        sessions.add(new Factory(IncidentManager.class, command -> new ReadAhead.Incidents(ReadAhead.of(command))));
        engine.setCustomSessionFactories(sessions);
    }

    @Override
    public void postInit(ProcessEngineConfigurationImpl engine) {
        engine.getSqlSessionFactory().getConfiguration().addMapper(Statements.class);
    }

    private record Factory(Class<?> type, Function<CommandContext, Session> open) implements SessionFactory {

        @Override
        public Class<?> getSessionType() {
            return type;
        }

        @Override
        public Session openSession() {
            return open.apply(Context.getCommandContext());
        }
    }
}
