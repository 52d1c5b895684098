/** The reminder plan, worked out by the decision table {@code reminder-plan} that was deployed last. */
package org.consultflow.lifecycle.plan;
