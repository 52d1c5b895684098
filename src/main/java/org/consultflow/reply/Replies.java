package org.consultflow.reply;

import java.util.Optional;

/** Takes what people write to us. */
public interface Replies {

    /**
     * Obeys, acts, or passes on to a person. The same message told again is answered as before and does nothing. An
     * exception means that it is not worked off yet: that is done later, when it was kept already.
     *
     * @return what is to be answered at once; empty if nothing is
     */
    Optional<String> receive(InboundMessage message);
}
