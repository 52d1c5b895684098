package org.consultflow.lifecycle.guard;

import java.util.ArrayList;
import java.util.List;

import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.history.HistoryLevel;
import org.camunda.bpm.engine.impl.history.event.HistoryEventTypes;
import org.camunda.bpm.engine.impl.persistence.deploy.Deployer;
import org.springframework.stereotype.Component;

/** Puts the guards into the engine. */
@Component
class GuardPlugin extends AbstractProcessEnginePlugin {

    private final ModelGuard models;
    /** Events that pass whatever somebody may want the engine to keep. */
    private static final List<HistoryEventTypes> GUARDED = List.of(
            HistoryEventTypes.PROCESS_INSTANCE_START,
            HistoryEventTypes.PROCESS_INSTANCE_UPDATE,
            HistoryEventTypes.VARIABLE_INSTANCE_CREATE,
            HistoryEventTypes.VARIABLE_INSTANCE_UPDATE,
            HistoryEventTypes.VARIABLE_INSTANCE_UPDATE_DETAIL,
            HistoryEventTypes.FORM_PROPERTY_UPDATE,
            HistoryEventTypes.TASK_INSTANCE_CREATE,
            HistoryEventTypes.TASK_INSTANCE_UPDATE,
            HistoryEventTypes.DMN_DECISION_EVALUATE);

    private final HistoryGuard history;
    private final ExpressionRules expressions;
    private final ProcessBeans beans;

    GuardPlugin(ModelGuard models, HistoryGuard history, ExpressionRules expressions, ProcessBeans beans) {
        this.models = models;
        this.history = history;
        this.expressions = expressions;
        this.beans = beans;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        engine.setExpressionManager(new RestrictedExpressionManager(expressions, beans));
        engine.setEnableScriptEngineLoadExternalResources(false);
        List<Deployer> deployers = new ArrayList<>(List.of(models));
        if (engine.getCustomPreDeployers() != null) {
            deployers.addAll(engine.getCustomPreDeployers());
        }
        engine.setCustomPreDeployers(deployers);
        List<BpmnParseListener> listeners = new ArrayList<>(List.of(new StartGuard()));
        if (engine.getCustomPreBPMNParseListeners() != null) {
            listeners.addAll(engine.getCustomPreBPMNParseListeners());
        }
        engine.setCustomPreBPMNParseListeners(listeners);
        // first: what must not be kept is refused before another handler sees it
        engine.getCustomHistoryEventHandlers().add(0, history);
    }

    @Override
    public void postProcessEngineBuild(ProcessEngine engine) {
        HistoryLevel level =
                ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration()).getHistoryLevel();
        if (!GUARDED.stream().allMatch(type -> level.isHistoryEventProduced(type, null))) {
            throw new IllegalStateException(
                    "camunda.bpm.history-level has to be lean or full: the guard against contact data in"
                            + " process variables stands in the history");
        }
    }
}
