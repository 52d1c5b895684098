package org.consultflow.lifecycle.deployment;

import java.util.regex.Matcher;

/** What an analyst does in Modeler to have a reminder two days ahead: copies the one that comes a day ahead. */
public final class FortyEightHours {

    private FortyEightHours() {}

    /** The plan with a row more. */
    public static String withRow(String plan) {
        String row = rowOf(plan, "reminder-24h")
                .replace("reminder-24h", "reminder-48h")
                .replace("PT24H", "P2D");
        return plan.replace("</decisionTable>", row + "</decisionTable>");
    }

    /** A row of the plan, as it is written. */
    static String rowOf(String plan, String name) {
        int from = plan.indexOf("<rule id=\"row-" + name + "\"");
        return plan.substring(from, plan.indexOf("</rule>", from) + "</rule>".length());
    }

    /** The process with a timer more, and a copy of the send task behind it. */
    public static String withTimer(String process) {
        String gateway = "<bpmn:outgoing>flow-before-start-to-reminder-24h</bpmn:outgoing>";
        String end = "<bpmn:incoming>flow-reminder-24h-sent</bpmn:incoming>";
        String elements = element(process, "intermediateCatchEvent id=\"timer-reminder-24h\"")
                + element(process, "sendTask id=\"task-send-reminder-24h\"")
                + flow(process, "flow-before-start-to-reminder-24h")
                + flow(process, "flow-reminder-24h-due")
                + flow(process, "flow-reminder-24h-sent");
        return process.replace(gateway, gateway + gateway.replace("24", "48"))
                .replace(end, end + end.replace("24", "48"))
                .replaceFirst(
                        "(<bpmn:intermediateCatchEvent id=\"timer-start\")",
                        Matcher.quoteReplacement(elements.replace("24", "48")) + "$1");
    }

    private static String element(String process, String opening) {
        int from = process.indexOf("<bpmn:" + opening);
        String closing = "</bpmn:" + opening.substring(0, opening.indexOf(' ')) + ">";
        return process.substring(from, process.indexOf(closing, from) + closing.length());
    }

    private static String flow(String process, String id) {
        int from = process.indexOf("<bpmn:sequenceFlow id=\"" + id + "\"");
        return process.substring(from, process.indexOf("/>", from) + 2);
    }
}
