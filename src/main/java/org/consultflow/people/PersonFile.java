package org.consultflow.people;

import java.net.URI;
import java.util.Comparator;
import java.util.List;

import org.consultflow.privacy.PersonalData;
import org.consultflow.privacy.Subject;
import org.springframework.stereotype.Component;

/** What is held of a person besides visits: contact data, consent, preferences, and what was stopped at their addresses. */
@Component
class PersonFile implements PersonalData {

    private final People people;
    private final ConsentStore consents;
    private final OptOutStore optOuts;
    private final ContactErasure erasure;

    PersonFile(People people, ConsentStore consents, OptOutStore optOuts, ContactErasure erasure) {
        this.people = people;
        this.consents = consents;
        this.optOuts = optOuts;
        this.erasure = erasure;
    }

    record Held(
            Role role,
            String reference,
            String name,
            String email,
            String phone,
            String language,
            URI photoUrl,
            Preferences preferences,
            List<ConsentStatement> consents,
            List<OptOutEvent> optOuts) {

        @Override
        public String toString() {
            return "Held[" + role + "]";
        }
    }

    @Override
    public String name() {
        return "person";
    }

    @Override
    public List<Held> export(Subject subject) {
        Person person = people.get(subject.personId());
        return List.of(new Held(
                person.role(),
                person.reference(),
                person.name(),
                person.email(),
                person.phone(),
                person.locale().toLanguageTag(),
                person.photoUrl(),
                people.preferences(person.id()),
                consents.of(person.id()).history(),
                subject.addressKeys().stream()
                        .flatMap(key -> optOuts.historyOf(key).stream())
                        .sorted(Comparator.comparing(OptOutEvent::at))
                        .toList()));
    }

    @Override
    public void erase(Subject subject) {
        erasure.eraseAll(subject.personId());
    }
}
