package org.consultflow.sandbox;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what to set instead of showing a stack trace. */
class IncompleteSettingsAnalyzer extends AbstractFailureAnalyzer<IncompleteSettingsException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, IncompleteSettingsException cause) {
        return new FailureAnalysis(cause.getMessage(), cause.action(), cause);
    }
}
