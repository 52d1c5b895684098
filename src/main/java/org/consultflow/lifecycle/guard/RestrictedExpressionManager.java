package org.consultflow.lifecycle.guard;

import org.camunda.bpm.engine.impl.el.JuelExpressionManager;
import org.camunda.bpm.engine.impl.el.VariableContextElResolver;
import org.camunda.bpm.engine.impl.el.VariableScopeElResolver;
import org.camunda.bpm.impl.juel.jakarta.el.CompositeELResolver;
import org.camunda.bpm.impl.juel.jakarta.el.ELResolver;
import org.camunda.bpm.impl.juel.jakarta.el.ValueExpression;

/**
 * Evaluates every expression of the engine: models, stored filters and the queries in which engine-rest evaluates
 * expressions whatever its switches say. There is no resolver for beans at large, so nothing can be reached by reflection.
 */
class RestrictedExpressionManager extends JuelExpressionManager {

    private final ExpressionRules rules;
    private final ProcessBeans processBeans;

    RestrictedExpressionManager(ExpressionRules rules, ProcessBeans processBeans) {
        this.rules = rules;
        this.processBeans = processBeans;
    }

    @Override
    public ValueExpression createValueExpression(String expression) {
        rules.check(expression);
        return super.createValueExpression(expression);
    }

    @Override
    protected ELResolver createElResolver() {
        CompositeELResolver resolver = new CompositeELResolver();
        resolver.add(new ProcessBeanResolver(processBeans));
        resolver.add(new VariableScopeElResolver());
        resolver.add(new VariableContextElResolver());
        return resolver;
    }
}
