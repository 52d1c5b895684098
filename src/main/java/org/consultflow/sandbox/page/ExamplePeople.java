package org.consultflow.sandbox.page;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * People who do not exist. Numbers are those that the Australian regulator keeps free for fiction (ACMA, "Phone numbers
 * for use in TV shows, films and creative works"), addresses end in {@code example.com} (RFC 2606).
 */
final class ExamplePeople {

    static final String PROVIDER_REFERENCE = "example-provider";
    static final String PROVIDER_NAME = "Dr Robin Example";
    static final String PROVIDER_EMAIL = "robin.provider@example.com";
    static final String PROVIDER_PHONE = "+61491570006";

    private static final Map<String, List<String>> NAMES = Map.of(
            "en", List.of("Alex Example", "Sam Sample", "Charlie Specimen", "Jo Placeholder", "Kim Pretend"),
            "es", List.of("Lucía Ejemplo", "Mateo Muestra", "Sofía Prueba", "Diego Modelo", "Elena Ficticia"));
    private static final Map<String, String> ZONES = Map.of("en", "Australia/Melbourne", "es", "Australia/Sydney");
    private static final List<String> PHONES = List.of(
            "+61491570156",
            "+61491570157",
            "+61491570158",
            "+61491570159",
            "+61491570110",
            "+61491570313",
            "+61491570737",
            "+61491571266",
            "+61491571491",
            "+61491571804",
            "+61491572549",
            "+61491572665",
            "+61491572983",
            "+61491573770",
            "+61491573087",
            "+61491574118",
            "+61491574632",
            "+61491575254",
            "+61491575789",
            "+61491576398",
            "+61491576801",
            "+61491577426",
            "+61491577644",
            "+61491578957",
            "+61491578148",
            "+61491578888",
            "+61491579212",
            "+61491579760",
            "+61491579455");

    private ExamplePeople() {}

    static Set<String> locales() {
        return NAMES.keySet();
    }

    /** @param number any; the names come in turn */
    static String name(String locale, int number) {
        List<String> names = NAMES.get(locale);
        return names.get(Math.floorMod(number, names.size()));
    }

    static String zone(String locale) {
        return ZONES.get(locale);
    }

    /** How many numbers there are. */
    static int phones() {
        return PHONES.size();
    }

    /** The first number that none of these has; there is one as long as they are fewer than {@link #phones()}. */
    static String phoneUnlike(Set<String> taken) {
        return PHONES.stream()
                .filter(number -> !taken.contains(number))
                .findFirst()
                .orElse(PHONES.get(0));
    }
}
