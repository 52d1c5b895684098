package org.consultflow.people;

/** There is no person of this reference. */
public class PersonNotFoundException extends RuntimeException {

    /** @param role in which nobody is known */
    public PersonNotFoundException(Role role) {
        super("there is no " + role.word() + " of this reference: a person is known from the first booking on");
    }
}
