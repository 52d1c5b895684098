package org.consultflow.channel.words;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the names that a template uses and nobody defines, by reading it, not by running it. */
final class TemplateNames {

    private static final Pattern DEFINITION = Pattern.compile(
            "<#(?:assign|local|global)\\s+(\\w+)|<#macro\\s+(\\w+)([^>]*)>|<#import\\s[^>]*\\sas\\s+(\\w+)|\\sas\\s+(\\w+)|;\\s*(\\w+)>");
    private static final Pattern EXPRESSION = Pattern.compile(
            "\\$\\{([^}]*)}|<#(?:if|elseif|switch|case|list|assign|local|nested)\\b([^>]*)>|<@([^>]*)>");
    private static final Pattern NAME = Pattern.compile("(?<![\\w.?])[a-zA-Z_]\\w*(?!\\w)(?!\\s*=(?!=))");
    private static final Set<String> LANGUAGE =
            Set.of("as", "true", "false", "in", "gt", "lt", "gte", "lte", "and", "or");

    private TemplateNames() {}

    static Set<String> unknownIn(String template, Set<String> placeholders) {
        String text = template.replaceAll("(?s)<#--.*?-->", "");
        Set<String> known = new HashSet<>(placeholders);
        known.addAll(LANGUAGE);
        Matcher definition = DEFINITION.matcher(text);
        while (definition.find()) {
            for (int group = 1; group <= definition.groupCount(); group++) {
                if (definition.group(group) != null) {
                    known.addAll(List.of(definition
                            .group(group)
                            .replaceAll("\"[^\"]*\"|=\\S*", "")
                            .strip()
                            .split("\\s+", -1)));
                }
            }
        }
        Set<String> unknown = new TreeSet<>();
        Matcher expression = EXPRESSION.matcher(text);
        while (expression.find()) {
            for (int group = 1; group <= expression.groupCount(); group++) {
                if (expression.group(group) != null) {
                    Matcher name = NAME.matcher(expression.group(group).replaceAll("\"[^\"]*\"", " "));
                    while (name.find()) {
                        if (!known.contains(name.group())) {
                            unknown.add(name.group());
                        }
                    }
                }
            }
        }
        return unknown;
    }
}
