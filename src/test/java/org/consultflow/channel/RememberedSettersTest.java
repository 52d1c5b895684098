package org.consultflow.channel;

import java.net.URI;
import java.util.List;
import java.util.Map;

import com.twilio.rest.api.v2010.account.MessageCreator;
import com.twilio.type.PhoneNumber;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.engine.DefaultBeanIntrospection;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RememberedSettersTest {

    private static final Map<String, Object> PARAMETERS = Map.of(
            "from",
            new PhoneNumber("+15005550006"),
            "statusCallback",
            URI.create("https://example.org/status"),
            "validityPeriod",
            600,
            "contentSid",
            "HX0123",
            // to be converted
            "attempt",
            "2",
            "mediaUrl",
            List.of());

    @Test
    void set_what_camel_sets() throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            RememberedSetters remembered = new RememberedSetters();
            MessageCreator expected = call();
            MessageCreator set = call();
            // once as it is found, once as it is remembered
            for (int round = 0; round < 2; round++) {
                for (Map.Entry<String, Object> parameter : PARAMETERS.entrySet()) {
                    boolean known = new DefaultBeanIntrospection()
                            .setProperty(camel, expected, parameter.getKey(), parameter.getValue());
                    assertThat(known).as(parameter.getKey()).isTrue();
                    assertThat(remembered.setProperty(camel, set, parameter.getKey(), parameter.getValue()))
                            .as(parameter.getKey())
                            .isTrue();
                }
                assertThat(set).usingRecursiveComparison().isEqualTo(expected);
                assertThat(set).usingRecursiveComparison().isNotEqualTo(call());
            }
        }
    }

    @Test
    void look_once_for_each_parameter() throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            RememberedSetters remembered = new RememberedSetters();
            remembered.setProperty(camel, call(), "contentSid", "HX0123");
            long looks = remembered.getInvokedCounter();

            remembered.setProperty(camel, call(), "contentSid", "HX0124");

            assertThat(remembered.getInvokedCounter()).isEqualTo(looks);
        }
    }

    @Test
    void leave_to_camel_what_there_is_no_setter_for() throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            assertThat(new RememberedSetters().setProperty(camel, call(), "contntSid", "HX0123"))
                    .isFalse();
        }
    }

    private static MessageCreator call() {
        return new MessageCreator(new PhoneNumber("+15005550001"), new PhoneNumber("+15005550002"), "text");
    }
}
