package org.consultflow.lifecycle.deployment;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.HitPolicy;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.Input;
import org.camunda.bpm.model.dmn.instance.LiteralExpression;
import org.camunda.bpm.model.dmn.instance.Output;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.camunda.bpm.model.dmn.instance.UnaryTests;
import org.consultflow.consultation.ConsultationType;
import org.consultflow.lifecycle.plan.PlanRow;

/**
 * The reminder plan as the table is written. Its cells are plain words, so that it can be checked before anybody books:
 * nothing in it is evaluated here.
 *
 * @param rows the rows that can be read, each name with the element it stands in
 * @param findings what cannot be read
 */
record PlanTable(Map<String, String> rows, List<Finding> findings) {

    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"");
    private static final Pattern WORDS = Pattern.compile("\"[^\"]*\"(\\s*,\\s*\"[^\"]*\")*");
    private static final Pattern NOT_WORDS = Pattern.compile("not\\s*\\((.*)\\)");

    /** Reads the table of the decision {@code reminder-plan}. */
    static PlanTable in(byte[] table) {
        Reader reader = new Reader();
        Decision decision =
                Dmn.readModelFromStream(new ByteArrayInputStream(table)).getModelElementById(PlanRow.DECISION);
        if (decision.getExpression() instanceof DecisionTable read) {
            reader.read(read);
        } else {
            reader.refuse("The reminder plan must be a decision table.", decision.getId());
        }
        return new PlanTable(Map.copyOf(reader.rows), List.copyOf(reader.findings));
    }

    private static final class Reader {

        private final Map<String, String> rows = new HashMap<>();
        private final List<Finding> findings = new ArrayList<>();
        private final Map<ConsultationType, Set<String>> remindersOf = new HashMap<>();

        void read(DecisionTable table) {
            if (table.getHitPolicy() != HitPolicy.COLLECT && table.getHitPolicy() != HitPolicy.RULE_ORDER
                    || table.getAggregation() != null) {
                refuse(
                        "The reminder plan's hit policy must be COLLECT without an aggregation: a consultation gets"
                                + " every reminder that fits.",
                        table.getId());
            }
            List<Input> inputs = List.copyOf(table.getInputs());
            if (inputs.size() != 1
                    || !PlanRow.INPUT.equals(inputs.get(0)
                            .getInputExpression()
                            .getText()
                            .getTextContent()
                            .strip())) {
                refuse("The reminder plan must ask for " + PlanRow.INPUT + " and nothing else.", table.getId());
                return;
            }
            List<String> columns =
                    table.getOutputs().stream().map(Output::getName).toList();
            for (String column : PlanRow.OUTPUTS) {
                if (!columns.contains(column)) {
                    refuse("The reminder plan has no column \"" + column + "\".", table.getId());
                }
            }
            if (findings.isEmpty()) {
                table.getRules().forEach(rule -> read(rule, columns));
            }
        }

        private void read(Rule rule, List<String> columns) {
            Map<String, String> cells = new HashMap<>();
            List<LiteralExpression> entries = List.copyOf(rule.getOutputEntries());
            for (int i = 0; i < columns.size(); i++) {
                String text = entries.get(i).getText().getTextContent().strip();
                Matcher word = WORD.matcher(text);
                if (!word.matches()) {
                    refuse(
                            "A row of the reminder plan has " + (text.isEmpty() ? "nothing" : text) + " as \""
                                    + columns.get(i) + "\": write a word in double quotes, such as \"PT24H\".",
                            rule.getId());
                    return;
                }
                cells.put(columns.get(i), word.group(1));
            }
            PlanRow row = new PlanRow(
                    cells.get(PlanRow.REMINDER),
                    cells.get(PlanRow.OFFSET),
                    cells.get(PlanRow.CHAINS),
                    cells.get(PlanRow.LATEST_USEFUL));
            rows.putIfAbsent(row.reminder(), rule.getId());
            try {
                row.read();
            } catch (IllegalArgumentException e) {
                refuse(e.getMessage(), rule.getId());
            }
            UnaryTests types = rule.getInputEntries().iterator().next();
            for (ConsultationType type :
                    typesOf(types.getText().getTextContent().strip(), row, rule)) {
                if (!remindersOf.computeIfAbsent(type, any -> new HashSet<>()).add(row.reminder())) {
                    refuse(
                            "The reminder plan has two rows \"" + row.reminder() + "\" for " + type.word()
                                    + " consultations: a reminder is sent once.",
                            rule.getId());
                    return;
                }
            }
        }

        private Set<ConsultationType> typesOf(String cell, PlanRow row, Rule rule) {
            if (cell.isEmpty() || cell.equals("-")) {
                return EnumSet.allOf(ConsultationType.class);
            }
            Matcher not = NOT_WORDS.matcher(cell);
            boolean negated = not.matches();
            String list = negated ? not.group(1).strip() : cell;
            EnumSet<ConsultationType> types = EnumSet.noneOf(ConsultationType.class);
            if (!WORDS.matcher(list).matches()) {
                refuse(
                        "The row \"" + row.reminder() + "\" of the reminder plan is for " + cell
                                + ": write types in double quotes, such as \"video\",\"hybrid\", or nothing for all.",
                        rule.getId());
                return types;
            }
            WORD.matcher(list).results().map(word -> word.group(1)).forEach(word -> ConsultationType.of(word)
                    .ifPresentOrElse(
                            types::add,
                            () -> refuse(
                                    "The row \"" + row.reminder()
                                            + "\" of the reminder plan is for \"" + word
                                            + "\", which is no type of consultation: there"
                                            + " are " + known() + ".",
                                    rule.getId())));
            return negated ? EnumSet.complementOf(types) : types;
        }

        private static String known() {
            return String.join(
                    ", ",
                    EnumSet.allOf(ConsultationType.class).stream()
                            .map(ConsultationType::word)
                            .toList());
        }

        void refuse(String sentence, String elementId) {
            findings.add(new Finding(sentence, elementId));
        }
    }
}
