package org.consultflow.lifecycle.deployment;

/** The folder of processes cannot be deployed; the message says why, in sentences for an analyst. */
class FolderRefusedException extends RuntimeException {

    FolderRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
