package org.consultflow.lifecycle.guard;

import java.util.Set;

import org.camunda.bpm.impl.juel.AstFunction;
import org.camunda.bpm.impl.juel.AstIdentifier;
import org.camunda.bpm.impl.juel.AstMethod;
import org.camunda.bpm.impl.juel.AstProperty;
import org.camunda.bpm.impl.juel.Builder;
import org.camunda.bpm.impl.juel.Node;
import org.camunda.bpm.impl.juel.TreeBuilderException;
import org.springframework.stereotype.Component;

/**
 * What an expression may say: constants, operators, the declared process variables, the process beans and their methods,
 * {@code execution} to hand on, and a few of its ids. Checked on the syntax tree, before anything is evaluated.
 */
@Component
class ExpressionRules {

    static final Set<String> EXECUTION_PROPERTIES =
            Set.of("id", "processInstanceId", "processBusinessKey", "processDefinitionId", "currentActivityId");
    private static final Set<String> SCOPES = Set.of("execution", "task");
    private static final Set<String> FUNCTIONS = Set.of("now", "currentUser", "currentUserGroups");

    private final Builder parser = new Builder(Builder.Feature.METHOD_INVOCATIONS);
    private final ProcessBeans beans;

    ExpressionRules(ProcessBeans beans) {
        this.beans = beans;
    }

    /** @throws RefusedException if the expression says more than it may */
    void check(String expression) {
        Node root;
        try {
            root = parser.build(expression).getRoot();
        } catch (TreeBuilderException e) {
            throw new RefusedException("the expression cannot be read: a bracket, quote or operator is missing");
        }
        check(root);
    }

    private void check(Node node) {
        if (node instanceof AstMethod method) {
            checkCall(method);
        } else if (node instanceof AstProperty property) {
            checkProperty(property);
        } else if (node instanceof AstIdentifier identifier) {
            checkName(identifier.getName());
        } else if (node instanceof AstFunction function && !FUNCTIONS.contains(function.getName())) {
            throw new RefusedException("the function " + function.getName() + "() is not available in expressions");
        } else {
            checkChildren(node);
        }
    }

    private void checkChildren(Node node) {
        for (int i = 0; i < node.getCardinality(); i++) {
            check(node.getChild(i));
        }
    }

    private void checkCall(AstMethod method) {
        Node target = method.getChild(0).getChild(0);
        if (!(target instanceof AstIdentifier bean) || !beans.contains(bean.getName())) {
            throw new RefusedException("an expression may call methods of our process beans only, as in "
                    + "${reminderPlan.dueDate(execution, 'reminder-24h')}");
        }
        checkChildren(method.getChild(1));
    }

    private void checkProperty(AstProperty property) {
        boolean ofExecution = property.getChild(0) instanceof AstIdentifier scope
                && scope.getName().equals("execution")
                && property.getCardinality() == 1
                && EXECUTION_PROPERTIES.contains(property.toString().substring(2));
        if (!ofExecution) {
            throw new RefusedException(
                    "an expression may not look into objects; of execution it may read " + EXECUTION_PROPERTIES);
        }
    }

    private void checkName(String name) {
        if (!SCOPES.contains(name) && !DeclaredVariables.anywhere(name) && !beans.contains(name)) {
            throw new RefusedException(name + " is neither a declared process variable nor one of our process beans");
        }
    }
}
