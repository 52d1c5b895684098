package org.consultflow.sandbox;

import java.util.List;

/**
 * Settings that belong together: one of them means the real thing, and then all of them are needed.
 *
 * @param members any of these begins the set
 * @param required what a set that is begun must have; a line with several names means one of them
 */
record SettingsSet(List<String> members, List<List<String>> required) {

    static final SettingsSet DATABASE = new SettingsSet(
            List.of("SPRING_DATASOURCE_URL", "SPRING_DATASOURCE_USERNAME", "SPRING_DATASOURCE_PASSWORD"),
            List.of(
                    List.of("SPRING_DATASOURCE_URL"),
                    List.of("SPRING_DATASOURCE_USERNAME"),
                    List.of("SPRING_DATASOURCE_PASSWORD")));

    static final SettingsSet TWILIO = new SettingsSet(
            List.of(
                    "TWILIO_ACCOUNT_SID",
                    "TWILIO_AUTH_TOKEN",
                    "TWILIO_API_KEY",
                    "TWILIO_API_SECRET",
                    "TWILIO_WHATSAPP_FROM",
                    "TWILIO_PHONE_NUMBER",
                    "TWILIO_MESSAGING_SERVICE_SID"),
            List.of(
                    List.of("TWILIO_ACCOUNT_SID"),
                    List.of("TWILIO_AUTH_TOKEN"),
                    List.of("TWILIO_API_KEY"),
                    List.of("TWILIO_API_SECRET"),
                    List.of("TWILIO_WHATSAPP_FROM"),
                    List.of("TWILIO_PHONE_NUMBER", "TWILIO_MESSAGING_SERVICE_SID")));

    static final SettingsSet MAIL = new SettingsSet(
            List.of("EMAIL_HOST", "EMAIL_FROM", "EMAIL_HOST_USER", "EMAIL_HOST_PASSWORD"),
            List.of(List.of("EMAIL_HOST"), List.of("EMAIL_FROM")));

    static final SettingsSet PAYMENT = new SettingsSet(
            List.of("STRIPE_SECRET_KEY", "STRIPE_WEBHOOK_SECRET"),
            List.of(List.of("STRIPE_SECRET_KEY"), List.of("STRIPE_WEBHOOK_SECRET")));

    static final SettingsSet CREDENTIALS = new SettingsSet(
            List.of(),
            List.of(
                    List.of("CONSULTFLOW_ADMIN_USER"),
                    List.of("CONSULTFLOW_ADMIN_PASSWORD"),
                    List.of("CONSULTFLOW_API_KEY"),
                    List.of("CONSULTFLOW_SECRET_KEY")));
}
