package org.consultflow.lifecycle.deployment;

import java.util.List;

import org.camunda.bpm.engine.Problem;

/**
 * Why a deployment is refused.
 *
 * @param sentence what is wrong and what to do, for an analyst
 * @param elementId where: an element of the diagram or the table
 */
record Finding(String sentence, String elementId) implements Problem {

    @Override
    public String getMessage() {
        return sentence;
    }

    @Override
    public int getLine() {
        return 0;
    }

    @Override
    public int getColumn() {
        return 0;
    }

    @Override
    public String getMainElementId() {
        return elementId;
    }

    @Override
    public List<String> getElementIds() {
        return List.of(elementId);
    }
}
