package org.consultflow.lifecycle.deployment;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.camunda.bpm.engine.ParseException;
import org.camunda.bpm.engine.Problem;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.dmn.entity.repository.DecisionDefinitionEntity;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.deploy.Deployer;
import org.camunda.bpm.engine.impl.persistence.entity.DeploymentEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ResourceEntity;
import org.camunda.bpm.engine.impl.repository.ResourceDefinitionEntity;
import org.consultflow.lifecycle.plan.PlanRow;

/**
 * Refuses a deployment after which the reminder timers and the reminder plan would not fit: what is in the deployment is
 * compared with the newest version of what is not. Runs after the engine's own deployers, in the deployment's transaction.
 */
final class ReminderPlanDeployer implements Deployer {

    private static final Finding NO_PLAN = new Finding(
            "There is no reminder plan yet that the reminder timers could ask: deploy reminder-plan.dmn together with"
                    + " the process \"consultation\".",
            ReminderTimers.PROCESS);
    private static final Finding NO_PROCESS = new Finding(
            "There is no process \"consultation\" yet whose timers could ask the reminder plan: deploy consultation.bpmn"
                    + " together with the plan.",
            PlanRow.DECISION);

    @Override
    public void deploy(DeploymentEntity deployment) {
        // The engine also calls its deployers to fill its cache from what was deployed long ago.
        if (!deployment.isNew()) {
            return;
        }
        Optional<ResourceEntity> process = deployed(deployment, ProcessDefinitionEntity.class, ReminderTimers.PROCESS);
        Optional<ResourceEntity> plan = deployed(deployment, DecisionDefinitionEntity.class, PlanRow.DECISION);
        if (process.isEmpty() && plan.isEmpty()) {
            return;
        }
        Optional<ReminderTimers> timers = process.or(ReminderPlanDeployer::latestProcess)
                .map(ResourceEntity::getBytes)
                .map(ReminderTimers::in);
        Optional<PlanTable> table = plan.or(ReminderPlanDeployer::latestPlan)
                .map(ResourceEntity::getBytes)
                .map(PlanTable::in);
        List<Finding> findings = findings(timers, table);
        if (!findings.isEmpty()) {
            throw refused(
                    findings,
                    process.or(() -> plan).map(ResourceEntity::getName).orElseThrow());
        }
    }

    private static List<Finding> findings(Optional<ReminderTimers> timers, Optional<PlanTable> table) {
        if (timers.isEmpty()) {
            return List.of(NO_PROCESS);
        }
        if (table.isEmpty()) {
            return timers.get().timers().isEmpty() ? timers.get().findings() : List.of(NO_PLAN);
        }
        return ReminderCheck.compare(timers.get(), table.get());
    }

    private static ParseException refused(List<Finding> findings, String resourceName) {
        String sentences = findings.stream().map(Finding::sentence).collect(Collectors.joining(" "));
        return new ParseException(sentences, resourceName, List.<Problem>copyOf(findings), List.of());
    }

    private static <T extends ResourceDefinitionEntity<?>> Optional<ResourceEntity> deployed(
            DeploymentEntity deployment, Class<T> type, String key) {
        List<T> definitions = deployment.getDeployedArtifacts(type);
        return definitions == null
                ? Optional.empty()
                : definitions.stream()
                        .filter(definition -> definition.getKey().equals(key))
                        .findFirst()
                        .map(definition -> deployment.getResource(definition.getResourceName()));
    }

    private static Optional<ResourceEntity> latestProcess() {
        return resource(commandContext()
                .getProcessDefinitionManager()
                .findLatestProcessDefinitionByKeyAndTenantId(ReminderTimers.PROCESS, null));
    }

    private static Optional<ResourceEntity> latestPlan() {
        return resource(commandContext()
                .getDecisionDefinitionManager()
                .findLatestDecisionDefinitionByKeyAndTenantId(PlanRow.DECISION, null));
    }

    private static Optional<ResourceEntity> resource(ResourceDefinitionEntity<?> definition) {
        return Optional.ofNullable(definition).map(found -> commandContext()
                .getResourceManager()
                .findResourceByDeploymentIdAndResourceName(found.getDeploymentId(), found.getResourceName()));
    }

    private static CommandContext commandContext() {
        return Context.getCommandContext();
    }
}
