/** What is to go wrong at the stand-ins, chosen by a person or a test. */
package org.consultflow.sandbox.faults;
