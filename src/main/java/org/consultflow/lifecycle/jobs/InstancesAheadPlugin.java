package org.consultflow.lifecycle.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.db.sql.DbSqlSession;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.interceptor.Session;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;
import org.camunda.bpm.engine.impl.persistence.entity.IncidentManager;
import org.camunda.bpm.engine.impl.persistence.entity.JobDefinitionManager;
import org.camunda.bpm.engine.impl.persistence.entity.JobManager;
import org.camunda.bpm.engine.impl.persistence.entity.VariableInstanceManager;
import org.springframework.stereotype.Component;

/** Makes {@link InstancesAhead} and {@link FlushTogether} known to the engine. */
@Component
class InstancesAheadPlugin extends AbstractProcessEnginePlugin {

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        List<SessionFactory> sessions = new ArrayList<>(
                Optional.ofNullable(engine.getCustomSessionFactories()).orElse(List.of()));
        sessions.add(new Factory(InstancesAhead.class, command -> new InstancesAhead(command.getDbEntityManager())));
        sessions.add(new Factory(JobManager.class, command -> new InstancesAhead.Jobs(InstancesAhead.of(command))));
        sessions.add(new Factory(
                IncidentManager.class, command -> new InstancesAhead.Incidents(InstancesAhead.of(command))));
        sessions.add(new Factory(JobDefinitionManager.class, command -> new JobDefinitionsTogether()));
        sessions.add(new Factory(
                VariableInstanceManager.class, command -> new InstancesAhead.Variables(InstancesAhead.of(command))));
        sessions.add(new Factory(DbSqlSession.class, command -> new FlushTogether(engine.getDbSqlSessionFactory())));
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
