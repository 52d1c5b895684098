package org.consultflow.lifecycle.deployment;

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

    /** The process with an event sub-process more. */
    public static String withTimer(String process) {
        int from = process.indexOf("<bpmn:subProcess id=\"subprocess-reminder-24h\"");
        String closing = "</bpmn:subProcess>";
        int to = process.indexOf(closing, from) + closing.length();
        return process.substring(0, to) + process.substring(from, to).replace("24", "48") + process.substring(to);
    }
}
