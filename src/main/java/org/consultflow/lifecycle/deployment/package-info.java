/**
 * What is deployed, and whether it fits together: the folder of processes at the start, and the check of the reminder
 * timers against the reminder plan at every deployment, wherever it comes from.
 */
package org.consultflow.lifecycle.deployment;
