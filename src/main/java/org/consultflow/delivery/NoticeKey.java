package org.consultflow.delivery;

import java.util.UUID;

/**
 * What is requested exactly once.
 *
 * @param consultationId the consultation it is about
 * @param kind a name: a row of the reminder plan, a folder of templates
 * @param scheduleRevision the schedule it speaks of
 * @param audience {@code patient} or {@code provider}
 * @param occurrence 0, unless a person or the plan asks for the same again
 */
public record NoticeKey(UUID consultationId, String kind, int scheduleRevision, String audience, int occurrence) {}
