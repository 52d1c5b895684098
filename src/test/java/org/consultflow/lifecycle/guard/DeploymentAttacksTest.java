package org.consultflow.lifecycle.guard;

import org.camunda.bpm.engine.RepositoryService;
import org.consultflow.lifecycle.guard.Wire.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

@GuardedEngine
class DeploymentAttacksTest {

    @LocalServerPort
    int port;

    @Autowired
    RepositoryService repository;

    private Wire wire;
    private long before;

    @BeforeEach
    void count() {
        wire = Wire.admin(port);
        before = repository.createDeploymentQuery().count();
    }

    @ParameterizedTest(name = "a model that runs code by {0}")
    @DisplayName("A model that runs code is refused in words that name the place")
    @CsvSource(
            delimiter = '|',
            value = {
                "a Java class | <serviceTask id='x' name='Send' camunda:class='java.lang.Object'/>",
                "a Java class in the engine's old namespace | <serviceTask id='x' name='Send' old:class='java.lang.Object'/>",
                "an expression | <serviceTask id='x' name='Send' camunda:expression='${execution}'/>",
                "a send task's class | <sendTask id='x' name='Send' camunda:class='java.lang.Object'/>",
                "a business rule task's expression | <businessRuleTask id='x' name='Send' camunda:expression='${outcome}'/>",
                "a delegate that is any bean | <serviceTask id='x' name='Send' camunda:delegateExpression='${treasure}'/>",
                "a delegate that is a call | <serviceTask id='x' name='Send' camunda:delegateExpression='${treasure.take()}'/>",
                "the shell | <serviceTask id='x' name='Send' camunda:type='shell'/>",
                "the engine's own mail | <sendTask id='x' name='Send' camunda:type='mail'/>",
                "a script | <scriptTask id='x' name='Send' scriptFormat='juel'><script>1</script></scriptTask>",
                "a script file | <scriptTask id='x' name='Send' scriptFormat='juel' camunda:resource='a.js'/>",
                "an execution listener's class | <userTask id='x' name='Send'><extensionElements><camunda:executionListener event='start' class='java.lang.Object'/></extensionElements></userTask>",
                "an execution listener's expression | <userTask id='x' name='Send'><extensionElements><camunda:executionListener event='start' expression='${outcome}'/></extensionElements></userTask>",
                "an execution listener's bean | <userTask id='x' name='Send'><extensionElements><camunda:executionListener event='start' delegateExpression='${treasure}'/></extensionElements></userTask>",
                "a task listener's script | <userTask id='x' name='Send'><extensionElements><camunda:taskListener event='create'><camunda:script scriptFormat='juel'>1</camunda:script></camunda:taskListener></extensionElements></userTask>",
                "a task listener's class | <userTask id='x' name='Send'><extensionElements><camunda:taskListener event='create' class='java.lang.Object'/></extensionElements></userTask>",
                "an input parameter's script | <userTask id='x' name='Send'><extensionElements><camunda:inputOutput><camunda:inputParameter name='kind'><camunda:script scriptFormat='juel'>1</camunda:script></camunda:inputParameter></camunda:inputOutput></extensionElements></userTask>",
                "an input parameter's expression | <userTask id='x' name='Send'><extensionElements><camunda:inputOutput><camunda:inputParameter name='kind'>${treasure.take()}</camunda:inputParameter></camunda:inputOutput></extensionElements></userTask>",
                "reflection | <userTask id='x' name='Send' camunda:assignee='${execution.getClass().forName(\"java.lang.Runtime\")}'/>",
                "reflection on a text | <userTask id='x' name='Send' camunda:assignee='${\"\".getClass()}'/>",
                "the engine's services | <userTask id='x' name='Send' camunda:assignee='${execution.processEngineServices}'/>",
                "a documentation that is evaluated | <userTask id='x' name='Send'><documentation>${treasure.take()}</documentation></userTask>",
                "a connector | <serviceTask id='x' name='Send'><extensionElements><camunda:connector><camunda:connectorId>http-connector</camunda:connectorId></camunda:connector></extensionElements></serviceTask>",
                "field injection | <serviceTask id='x' name='Send' camunda:delegateExpression='${sendNotification}'><extensionElements><camunda:field name='a' stringValue='b'/></extensionElements></serviceTask>",
                "a form handler | <userTask id='x' name='Send' camunda:formHandlerClass='java.lang.Object'/>",
                "a form's validator | <userTask id='x' name='Send'><extensionElements><camunda:formData><camunda:formField id='outcome' type='string'><camunda:validation><camunda:constraint name='validator' config='java.lang.Object'/></camunda:validation></camunda:formField></camunda:formData></extensionElements></userTask>",
                "an embedded form | <userTask id='x' name='Send' camunda:formKey='embedded:deployment:form.html'/>",
                "a variable mapping | <callActivity id='x' name='Send' calledElement='y' camunda:variableMappingClass='java.lang.Object'/>",
                "a variable mapping's bean | <callActivity id='x' name='Send' calledElement='y' camunda:variableMappingDelegateExpression='${treasure}'/>",
                "a case | <callActivity id='x' name='Send' camunda:caseRef='y'/>"
            })
    void codeInAModel(String attack, String element) {
        Answer answer = wire.deploy("attack.bpmn", Models.process(element));

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.message()).contains("attack.bpmn: ", "\"Send\" (x)");
        nothingWasDeployed();
    }

    @Test
    void a_condition_that_is_a_script() {
        String model = Models.process("<userTask id='x'/>")
                .replace(
                        "<sequenceFlow id=\"f2\" sourceRef=\"x\" targetRef=\"end\"/>",
                        "<sequenceFlow id=\"f2\" sourceRef=\"x\" targetRef=\"end\"><conditionExpression"
                                + " xsi:type=\"tFormalExpression\" language=\"juel\">1</conditionExpression></sequenceFlow>");

        Answer answer = wire.deploy("attack.bpmn", model);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.message()).contains("script as its condition");
        nothingWasDeployed();
    }

    @Test
    void a_model_that_reads_files_of_the_server_through_its_doctype() {
        String model = Models.process("<userTask id='x' name='&file;'/>")
                .replace("<definitions", "<!DOCTYPE d [<!ENTITY file SYSTEM \"file:///etc/hostname\">]><definitions");

        assertThat(wire.deploy("attack.bpmn", model).status()).isEqualTo(400);
        nothingWasDeployed();
    }

    @Test
    void a_decision_that_is_a_script() {
        Answer answer = wire.deploy("attack.dmn", Models.decision("expressionLanguage='javascript'", "\"a\""));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.message()).contains("FEEL only");
        nothingWasDeployed();
    }

    @Test
    void a_decision_that_evaluates_juel() {
        assertThat(wire.deploy("attack.dmn", Models.decision("expressionLanguage='juel'", "\"a\""))
                        .status())
                .isEqualTo(400);
        nothingWasDeployed();
    }

    @Test
    void a_decision_that_calls_java_from_feel() {
        String output = "{f: function(x) external {java: {class: \"java.lang.System\","
                + " method signature: \"getProperty(java.lang.String)\"}}, r: f(\"user.home\")}.r";

        assertThat(wire.deploy("attack.dmn", Models.decision("", output)).status())
                .isEqualTo(400);
        nothingWasDeployed();
    }

    @ParameterizedTest
    @ValueSource(strings = {"attack.cmmn", "attack.cmmn11.xml", "page.html", "picture.svg", "code.js", "code.groovy"})
    void a_file_that_is_no_model(String name) {
        Answer answer = wire.deploy(name, "<html/>");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.message()).contains(name, ".bpmn, .dmn and .form");
        nothingWasDeployed();
    }

    @Test
    void an_analyst_s_model_without_code_is_deployed() {
        Answer model = wire.deploy("consultation.bpmn", Models.consultation());
        Answer table = wire.deploy("attack.dmn", Models.decision("", "\"email | whatsapp &gt; sms\""));

        assertThat(model.status()).as(model.text()).isEqualTo(200);
        assertThat(table.status()).as(table.text()).isEqualTo(200);
    }

    @Test
    void a_deployment_that_is_too_large() {
        String large = "x".repeat(EngineDoor.LARGEST_DEPLOYMENT);

        assertThat(wire.deploy("attack.bpmn", large).status()).isEqualTo(413);
        nothingWasDeployed();
    }

    private void nothingWasDeployed() {
        assertThat(repository.createDeploymentQuery().count()).isEqualTo(before);
    }
}
