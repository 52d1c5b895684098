package org.consultflow.lifecycle.guard;

import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.springframework.stereotype.Component;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * What a BPMN model may contain. Of Camunda's extensions only those are known here that cannot run code of their own; the
 * rest is refused, so that an extension nobody thought of is refused as well.
 */
@Component
class BpmnRules {

    /** The engine reads the second name as the first. */
    private static final Set<String> CAMUNDA = Set.of("http://camunda.org/schema/1.0/bpmn", "http://activiti.org/bpmn");

    private static final Set<String> ATTRIBUTES = Set.of(
            "async",
            "asyncBefore",
            "asyncAfter",
            "exclusive",
            "jobPriority",
            "taskPriority",
            "type",
            "topic",
            "delegateExpression",
            "historyTimeToLive",
            "isStartableInTasklist",
            "versionTag",
            "decisionRef",
            "decisionRefBinding",
            "decisionRefVersion",
            "decisionRefVersionTag",
            "mapDecisionResult",
            "resultVariable",
            "calledElementBinding",
            "calledElementVersion",
            "calledElementVersionTag",
            "assignee",
            "candidateUsers",
            "candidateGroups",
            "dueDate",
            "followUpDate",
            "priority",
            "formKey",
            "formRef",
            "formRefBinding",
            "formRefVersion",
            "candidateStarterUsers",
            "candidateStarterGroups",
            "errorMessage",
            "modelerTemplate",
            "modelerTemplateVersion",
            "modelerTemplateIcon",
            "diagramRelationId",
            "variableName",
            "variableEvents");

    private static final Set<String> ELEMENTS = Set.of(
            "properties",
            "property",
            "inputOutput",
            "inputParameter",
            "outputParameter",
            "failedJobRetryTimeCycle",
            "in",
            "out",
            "formData",
            "formField",
            "value",
            "executionListener",
            "taskListener",
            "validation",
            "constraint");

    /** Of form fields; the one that is missing, {@code validator}, names a class. */
    private static final Set<String> CONSTRAINTS =
            Set.of("required", "readonly", "minlength", "maxlength", "min", "max");

    private static final Map<String, String> WORDS = Map.of(
            "class", "a Java class",
            "expression", "an expression that runs code",
            "script", "a script",
            "connector", "a connector",
            "resource", "a script file",
            "field", "field injection",
            "formHandlerClass", "a Java class",
            "variableMappingClass", "a Java class",
            "variableMappingDelegateExpression", "a variable mapping of its own");

    private static final String INSTEAD = "; use one of our delegates, such as ${sendNotification}";
    private static final Pattern BEAN = Pattern.compile("[$#]\\{\\s*([A-Za-z]\\w*)\\s*}");

    private final ProcessBeans beans;
    private final ExpressionRules expressions;

    BpmnRules(ProcessBeans beans, ExpressionRules expressions) {
        this.beans = beans;
        this.expressions = expressions;
    }

    void check(Document model, Consumer<String> complaints) {
        for (Element element : ModelElement.all(model)) {
            String where = ModelElement.describe(element);
            checkElement(element, complaint -> complaints.accept(where + " " + complaint));
        }
    }

    private void checkElement(Element element, Consumer<String> complaints) {
        boolean camunda = CAMUNDA.contains(String.valueOf(element.getNamespaceURI()));
        String name = element.getLocalName();
        if (name.equals("script") || name.equals("scriptTask")) {
            complaints.accept("uses a script" + INSTEAD);
        } else if (name.equals("import")) {
            complaints.accept("imports another document, which models here do not need");
        } else if (camunda && !ELEMENTS.contains(name)) {
            complaints.accept("uses " + words(name) + INSTEAD);
        }
        for (Attr attribute : ModelElement.attributes(element)) {
            if (camunda || CAMUNDA.contains(String.valueOf(attribute.getNamespaceURI()))) {
                checkExtension(attribute, camunda, complaints);
            } else if (attribute.getLocalName().equals("language")) {
                complaints.accept(
                        "uses a script as its condition; write it as an expression, such as ${paymentRequired}");
            }
        }
        ModelElement.texts(element)
                .filter(text -> text.contains("${") || text.contains("#{"))
                .forEach(text -> checkExpression(text, complaints));
    }

    private void checkExtension(Attr attribute, boolean ofCamundaElement, Consumer<String> complaints) {
        String name = attribute.getLocalName();
        String value = attribute.getValue();
        if (ofCamundaElement ? WORDS.containsKey(name) : !ATTRIBUTES.contains(name)) {
            complaints.accept("uses " + words(name) + INSTEAD);
        } else if (name.equals("type") && !ofCamundaElement && !value.equals("external")) {
            complaints.accept("is of a type that is not external" + INSTEAD + ", or an external task");
        } else if (name.equals("delegateExpression") && !isProcessBean(value)) {
            complaints.accept("names a delegate that is not one of ours" + INSTEAD);
        } else if (attribute.getOwnerElement().getLocalName().equals("constraint")
                && name.equals("name")
                && !CONSTRAINTS.contains(value)) {
            complaints.accept("uses a validator class; form fields know "
                    + CONSTRAINTS.stream().sorted().toList());
        } else if (name.equals("formKey") && value.trim().startsWith("embedded:")) {
            complaints.accept("uses an embedded form, which runs in the browser of whoever opens the task;"
                    + " use a Camunda form");
        }
    }

    private boolean isProcessBean(String expression) {
        Matcher bean = BEAN.matcher(expression.trim());
        return bean.matches() && beans.contains(bean.group(1));
    }

    private void checkExpression(String expression, Consumer<String> complaints) {
        try {
            expressions.check(expression);
        } catch (RefusedException e) {
            complaints.accept("has an expression that is refused: " + e.getMessage());
        }
    }

    private static String words(String name) {
        return WORDS.containsKey(name)
                ? WORDS.get(name) + " (camunda:" + name + ")"
                : "camunda:" + name + ", which is not allowed here";
    }
}
