package org.consultflow.channel;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The measure must measure: each rule is broken once. */
class TwilioContractTest {

    private static final String MESSAGES = "/2010-04-01/Accounts/AC00000000000000000000000000000001/Messages.json";
    private static final String FORM = "application/x-www-form-urlencoded";

    @Test
    void aProperSmsPasses() {
        assertThat(TwilioContract.check(
                        "POST", MESSAGES, FORM, "To=%2B61491570156&From=%2B15005550006&Body=hello&ValidityPeriod=60"))
                .isEmpty();
    }

    @Test
    void aProperRoomPasses() {
        assertThat(TwilioContract.check("POST", "/v1/Rooms", FORM, "UniqueName=a&Type=group&UnusedRoomTimeout=60"))
                .isEmpty();
        assertThat(TwilioContract.check("GET", "/v1/Rooms/some-name", null, "")).isEmpty();
        assertThat(TwilioContract.check("POST", "/v1/Rooms/RM1", FORM, "Status=completed"))
                .isEmpty();
    }

    @Test
    void aQuestionForMessagesPasses() {
        assertThat(TwilioContract.check("GET", MESSAGES + "?To=%2B61491570156&PageSize=1000", null, ""))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "To=%2B61491570156&From=%2B15005550006&Body=a&StatusCallBack=http://a, unknown form field StatusCallBack",
        "From=%2B15005550006&Body=a, To",
        "To=%2B61491570156&Body=a, exactly one of From and MessagingServiceSid",
        "To=%2B61491570156&From=%2B15005550006, 'one of Body, MediaUrl and ContentSid'",
        "To=%2B61491570156&From=%2B15005550006&Body=a&ContentVariables=1, ContentVariables only with ContentSid",
        "To=0491570156&From=%2B15005550006&Body=a, To in E.164",
        "To=whatsapp:%2B61491570156&From=%2B15005550006&Body=a, whatsapp: on both sides or neither",
        "To=%2B61491570156&From=%2B15005550006&ContentSid=HX1, ContentSid",
        "To=%2B61491570156&From=%2B15005550006&Body=a&ValidityPeriod=36001, ValidityPeriod between 1 and 36000"
    })
    void aBrokenMessageIsCaught(String body, String complaint) {
        assertThat(TwilioContract.check("POST", MESSAGES, FORM, body))
                .anySatisfy(violation -> assertThat(violation).contains(complaint));
    }

    @Test
    void aTextThatIsTooLongIsCaught() {
        assertThat(TwilioContract.check(
                        "POST", MESSAGES, FORM, "To=%2B61491570156&From=%2B15005550006&Body=" + "a".repeat(1601)))
                .containsExactly("rule: Body of at most 1600 characters");
    }

    @Test
    void aWrongTypeOrPathOrAccountIsCaught() {
        assertThat(TwilioContract.check("POST", "/v1/Rooms", FORM, "Type=ballroom"))
                .isNotEmpty();
        assertThat(TwilioContract.check("POST", "/v1/Rooms", "application/json", "{}"))
                .isNotEmpty();
        assertThat(TwilioContract.check("POST", "/v1/Room", FORM, "Type=group")).isNotEmpty();
        assertThat(TwilioContract.check("GET", MESSAGES.replace("AC0", "XX0") + "?To=1", null, ""))
                .isNotEmpty();
    }
}
