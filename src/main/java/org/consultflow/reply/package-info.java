/**
 * What people answer: the words by which they stop and start messages, the answers to a reminder, and the clinic's inbox for
 * everything else. A person is asked through an interface that {@code lifecycle} implements.
 */
@org.springframework.modulith.ApplicationModule(
        displayName = "Reply",
        allowedDependencies = {"consultation", "people", "delivery", "notification", "crypto", "time", "page", "privacy"
        })
package org.consultflow.reply;
