/** What the sandbox page asks for: the state of things, example bookings, commands, mails, diagrams, faults. */
package org.consultflow.sandbox.page;
