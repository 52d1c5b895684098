package org.consultflow.channel;

/** A message can't be put into the form its channel needs; nothing was sent. The text says why and quotes nothing. */
class MessageNotFormedException extends RuntimeException {

    MessageNotFormedException(String message) {
        super(message);
    }
}
