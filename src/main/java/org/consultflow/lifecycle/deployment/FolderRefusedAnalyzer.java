package org.consultflow.lifecycle.deployment;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in words, instead of a stack trace, why the folder of processes stops the start. */
class FolderRefusedAnalyzer extends AbstractFailureAnalyzer<FolderRefusedException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, FolderRefusedException cause) {
        return new FailureAnalysis(
                cause.getMessage(), "Correct the files in the folder of processes and start again.", cause);
    }
}
