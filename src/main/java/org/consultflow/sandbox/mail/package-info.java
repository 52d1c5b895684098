/** An SMTP server on the loopback interface that takes mail for everybody, and the mailbox in which it can be read. */
package org.consultflow.sandbox.mail;
