package org.consultflow.channel;

import java.util.function.Function;

import org.apache.camel.Exchange;
import org.apache.camel.support.ExpressionAdapter;

/**
 * A value that is made of the body, for a route to name: {@code ref: twilioText}. Calling a method of a bean, as routes also
 * can, makes Camel copy the exchange and look for the method each time.
 *
 * @param <T> what the body is
 */
class FromBody<T> extends ExpressionAdapter {

    private final Class<T> type;
    private final Function<T, Object> value;

    FromBody(Class<T> type, Function<T, Object> value) {
        this.type = type;
        this.value = value;
    }

    @Override
    public Object evaluate(Exchange exchange) {
        return value.apply(exchange.getMessage().getBody(type));
    }
}
