package org.consultflow.delivery;

import java.time.Instant;
import java.util.UUID;

/** A row of {@code notice}. */
record NoticeRow(UUID id, NoticeKey key, NoticeState state, Instant deadline, boolean callIfUnreached) {}
