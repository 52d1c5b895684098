package org.consultflow.lifecycle;

import java.lang.annotation.Documented;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.TYPE;

/**
 * Marks a Spring bean that process models may name: a delegate ({@code ${sendNotification}}) or a helper whose public
 * methods may be called ({@code ${reminderPlan.dueDate(execution, 'reminder-24h')}}). Expressions see no other bean.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({TYPE, METHOD})
public @interface ProcessBean {}
