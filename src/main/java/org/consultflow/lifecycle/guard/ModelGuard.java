package org.consultflow.lifecycle.guard;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

import org.camunda.bpm.engine.impl.persistence.deploy.Deployer;
import org.camunda.bpm.engine.impl.persistence.entity.DeploymentEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ResourceEntity;
import org.springframework.stereotype.Component;
import org.w3c.dom.Document;
import org.xml.sax.SAXException;

/**
 * Reads every deployment before the engine does, and every stored one again when the engine loads it: a model in which
 * code could hide is refused, with a sentence for each place.
 */
@Component
class ModelGuard implements Deployer {

    private final BpmnRules bpmn;

    ModelGuard(BpmnRules bpmn) {
        this.bpmn = bpmn;
    }

    @Override
    public void deploy(DeploymentEntity deployment) {
        List<String> complaints = new ArrayList<>();
        deployment.getResources().values().forEach(resource -> check(resource, complaints));
        if (!complaints.isEmpty()) {
            throw new RefusedException(String.join("\n", complaints));
        }
    }

    private void check(ResourceEntity resource, List<String> complaints) {
        String name = resource.getName();
        if (name.endsWith(".bpmn") || name.endsWith("bpmn20.xml")) {
            bpmn.check(parse(resource), complaint -> complaints.add(name + ": " + complaint));
        } else if (name.endsWith(".dmn") || name.endsWith("dmn11.xml")) {
            new DmnRules().check(parse(resource), complaint -> complaints.add(name + ": " + complaint));
        } else if (!name.endsWith(".form")) {
            complaints.add(name + ": a deployment holds .bpmn, .dmn and .form files only");
        }
    }

    private static Document parse(ResourceEntity resource) {
        try {
            return parser().parse(new ByteArrayInputStream(resource.getBytes()));
        } catch (SAXException | IOException e) {
            throw new RefusedException(
                    resource.getName() + ": is not well-formed XML, or has a DOCTYPE, which models do not need");
        }
    }

    private static DocumentBuilder parser() {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            return builder;
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }
}
