/**
 * Runs the engine's due jobs, many in one transaction: consultations start on the hour, so their reminders fall due on the
 * hour.
 */
package org.consultflow.lifecycle.jobs;
