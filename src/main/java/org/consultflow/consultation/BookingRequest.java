package org.consultflow.consultation;

import java.math.BigDecimal;
import java.util.List;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import org.hibernate.validator.constraints.URL;

/**
 * A booking as it comes in, wherever it comes from. Never logged: {@link #toString()} names nobody.
 *
 * @param consultationType {@code video}, {@code in-person}, {@code hybrid}, {@code voice} or {@code sms}
 * @param start ISO 8601 with any offset
 * @param timeZone the patient's IANA zone
 * @param durationMinutes how long it is planned to last
 * @param patient who comes
 * @param provider whom they see
 * @param location where, for a visit in person
 * @param requiresAcceptance whether the provider has to accept it
 * @param payment what has to be paid first
 */
@Schema(name = "Booking")
record BookingRequest(
        @NotNull @Schema(allowableValues = {"video", "in-person", "hybrid", "voice", "sms"})
        String consultationType,

        @NotNull @Schema(example = "2026-12-01T09:00:00+11:00")
        String start,

        @NotNull @Schema(example = "Australia/Melbourne") String timeZone,
        @NotNull @Min(1) @Max(1440) Integer durationMinutes,
        @NotNull @Valid PatientRequest patient,
        @NotNull @Valid ProviderRequest provider,
        @Size(max = 500) String location,
        Boolean requiresAcceptance,
        @Valid PaymentRequest payment) {

    static final String REFERENCE = "[A-Za-z0-9._:-]{1,100}";
    static final String REFERENCE_RULE =
            "must be 1 to 100 letters, digits, or . _ : - (a pseudonym, no e-mail address)";

    /**
     * The patient.
     *
     * @param reference the integrator's own
     * @param name as the patient is addressed
     * @param email or phone, one at least
     * @param phone in E.164, such as {@code +61491570156}
     * @param locale language tag, {@code en} by default
     * @param consent channels agreed to; by default e-mail and SMS, as far as there is an address; WhatsApp has to be said
     */
    @Schema(name = "Patient")
    record PatientRequest(
            @NotNull @Pattern(regexp = REFERENCE, message = REFERENCE_RULE)
            String reference,

            @NotBlank @Size(max = 200) String name,
            @Email @Size(max = 254) String email,
            @Size(max = 30) String phone,
            @Size(max = 35) String locale,
            List<@NotNull @Pattern(regexp = "[a-z][a-z0-9-]{0,30}", message = "must be a channel such as email") String>
                    consent) {

        @Override
        public String toString() {
            return "PatientRequest[" + reference + "]";
        }
    }

    /**
     * The provider.
     *
     * @param reference the integrator's own
     * @param name as the patient knows them
     * @param email or phone, one at least
     * @param phone in E.164
     * @param locale language tag, {@code en} by default
     * @param photoUrl shown in the confirmation
     */
    @Schema(name = "Provider")
    record ProviderRequest(
            @NotNull @Pattern(regexp = REFERENCE, message = REFERENCE_RULE)
            String reference,

            @NotBlank @Size(max = 200) String name,
            @Email @Size(max = 254) String email,
            @Size(max = 30) String phone,
            @Size(max = 35) String locale,
            @URL(regexp = "https?://.*") @Size(max = 1000) String photoUrl) {

        @Override
        public String toString() {
            return "ProviderRequest[" + reference + "]";
        }
    }

    /**
     * What has to be paid.
     *
     * @param required whether it has to be paid before the consultation is confirmed
     * @param amount in the currency's major unit
     * @param currency ISO 4217
     * @param dueBy when an unpaid booking is cancelled; by default a day from now, or halfway to the start
     */
    @Schema(name = "Payment")
    record PaymentRequest(
            @JsonProperty Boolean required,

            @Positive @Digits(integer = 10, fraction = 2) @Schema(example = "120.00")
            BigDecimal amount,

            @Schema(example = "AUD") String currency,
            String dueBy) {}

    @Override
    public String toString() {
        return "BookingRequest[" + consultationType + "]";
    }
}
