package org.consultflow;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

/** The walls of the house, each with its reason. */
@AnalyzeClasses(packages = "org.consultflow", importOptions = ImportOption.DoNotIncludeTests.class)
class WallsTest {

    private static final String[] FEATURES = {
        "org.consultflow.consultation..",
        "org.consultflow.people..",
        "org.consultflow.notification..",
        "org.consultflow.delivery..",
        "org.consultflow.video..",
        "org.consultflow.voice..",
        "org.consultflow.payment..",
        "org.consultflow.reply..",
        "org.consultflow.time..",
        "org.consultflow.bulk..",
        "org.consultflow.crypto..",
        "org.consultflow.audit..",
        "org.consultflow.telemetry..",
        "org.consultflow.page.."
    };

    private static final String[] OUTSIDE = {
        "org.consultflow.lifecycle..",
        "org.consultflow.channel..",
        "org.consultflow.operations..",
        "org.consultflow.security..",
        "org.consultflow.sandbox.."
    };

    @ArchTest
    static final ArchRule arrows_point_inward = noClasses()
            .that()
            .resideInAnyPackage(FEATURES)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(OUTSIDE)
            .because("what a feature needs of the outside is an interface in the feature");

    @ArchTest
    static final ArchRule only_lifecycle_knows_the_engine = noClasses()
            .that()
            .resideOutsideOfPackage("org.consultflow.lifecycle..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.camunda..")
            .because("the engine's community edition has ended: leaving it must cost one package");

    @ArchTest
    static final ArchRule only_channel_knows_camel = noClasses()
            .that()
            .resideOutsideOfPackage("org.consultflow.channel..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.camel..")
            .because("how a message leaves is the business of routes and the beans behind them");

    @ArchTest
    static final ArchRule only_channel_knows_twilio = noClasses()
            .that(are(resideInAnyPackage("org.consultflow..")
                            .and(DescribedPredicate.not(resideInAPackage("org.consultflow.channel.."))))
                    .as("are outside of channel"))
            .should()
            .dependOnClassesThat(resideInAPackage("com.twilio..")
                    .and(DescribedPredicate.not(resideInAPackage("com.twilio.jwt.accesstoken.."))))
            .because("a second provider must be a route and configuration");

    @ArchTest
    static final ArchRule only_video_and_channel_build_tokens = noClasses()
            .that()
            .resideOutsideOfPackages("org.consultflow.video..", "org.consultflow.channel..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.twilio.jwt..")
            .because("whoever holds a token is in the room");

    @ArchTest
    static final ArchRule time_is_injected = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callMethod(OffsetDateTime.class, "now")
            .orShould()
            .callMethod(ZonedDateTime.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Thread.class, "sleep", long.class)
            .because("what cannot be moved cannot be tested");

    @ArchTest
    static final ArchRule clocks_are_made_in_one_place = noClasses()
            .that()
            .resideOutsideOfPackage("org.consultflow.time..")
            .should()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(Clock.class, "systemDefaultZone")
            .because("a second clock would not move with the first");

    @ArchTest
    static final ArchRule the_rules_of_notification_are_plain_java = noClasses()
            .that(new DescribedPredicate<JavaClass>("are rules of notification") {
                @Override
                public boolean test(JavaClass type) {
                    return type.getPackageName().equals("org.consultflow.notification")
                            && (type.getSimpleName().equals("KindRule")
                                    || type.getSimpleName().equals("ReminderDecision"));
                }
            })
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "jakarta..", "com.fasterxml..")
            .because("a rule is a value in and a value out");

    @ArchTest
    static final ArchRule domain_types_are_plain_java = classes()
            .that()
            .haveNameMatching(
                    "org\\.consultflow\\.consultation\\.(Consultation|Schedule|PaymentTerms|BookingRules|Rules)")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.consultflow..", "com.google.i18n.phonenumbers..")
            .because("what a consultation is does not depend on how it is kept");

    @Test
    void no_room_knows_more_than_its_door_says() {
        ApplicationModules.of(ConsultFlowApplication.class).verify();
    }
}
