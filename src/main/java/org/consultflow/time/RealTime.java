package org.consultflow.time;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.beans.factory.annotation.Qualifier;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.PARAMETER;

/**
 * Marks the {@link java.time.Clock} that nobody can move: for claims, leases, retry pauses, time-outs, tokens and
 * signatures. The unmarked clock is the one of due dates, deadlines and silence.
 */
@Qualifier("realTime")
@Retention(RetentionPolicy.RUNTIME)
@Target({FIELD, METHOD, PARAMETER})
public @interface RealTime {}
