package org.consultflow.lifecycle.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** Walks a model and names its elements as their author knows them. */
final class ModelElement {

    private ModelElement() {}

    static List<Element> all(Document document) {
        NodeList nodes = document.getElementsByTagNameNS("*", "*");
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    static List<Attr> attributes(Element element) {
        List<Attr> attributes = new ArrayList<>();
        for (int i = 0; i < element.getAttributes().getLength(); i++) {
            attributes.add((Attr) element.getAttributes().item(i));
        }
        return attributes;
    }

    /** Every text of its own in which an expression could stand: attribute values and character data. */
    static Stream<String> texts(Element element) {
        StringBuilder own = new StringBuilder();
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child.getNodeType() == Node.TEXT_NODE || child.getNodeType() == Node.CDATA_SECTION_NODE) {
                own.append(child.getNodeValue());
            }
        }
        return Stream.concat(
                attributes(element).stream().map(Attr::getValue),
                Stream.of(own.toString().trim()));
    }

    /** Such as {@code Service task "Send confirmation" (task-send-confirmation)}. */
    static String describe(Element element) {
        Node owner = element;
        while (owner instanceof Element candidate && !isFlowElement(candidate)) {
            owner = owner.getParentNode();
        }
        Element named = owner instanceof Element found ? found : element;
        String kind = named.getLocalName().replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
        String name = named.hasAttribute("name") ? " \"" + named.getAttribute("name") + "\"" : "";
        String id = named.hasAttribute("id") ? " (" + named.getAttribute("id") + ")" : "";
        return Character.toUpperCase(kind.charAt(0)) + kind.substring(1) + name + id;
    }

    private static boolean isFlowElement(Element element) {
        String namespace = String.valueOf(element.getNamespaceURI());
        return element.hasAttribute("id")
                && !element.getLocalName().endsWith("EventDefinition")
                && (namespace.startsWith("http://www.omg.org/spec/BPMN") || namespace.contains("/spec/DMN/"));
    }
}
