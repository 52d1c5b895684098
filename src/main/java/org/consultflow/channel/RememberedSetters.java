package org.consultflow.channel;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import com.twilio.base.Creator;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.engine.DefaultBeanIntrospection;

/**
 * Remembers which method sets which parameter of a call to Twilio. By itself Camel looks through all methods of the class again
 * for each parameter of each message: a twelfth of what it costs to send one.
 */
class RememberedSetters extends DefaultBeanIntrospection {

    private final Map<Parameter, Setter> setters = new ConcurrentHashMap<>();

    @Override
    public boolean setProperty(CamelContext camel, Object target, String name, Object value) throws Exception {
        if (!(target instanceof Creator) || value == null) {
            return super.setProperty(camel, target, name, value);
        }
        return setters.computeIfAbsent(new Parameter(target.getClass(), name, value.getClass()), this::setter)
                .set(camel, target, value);
    }

    private Setter setter(Parameter parameter) {
        Set<Method> named = findSetterMethods(parameter.call, parameter.name, true, false, false);
        if (named.isEmpty() && parameter.name.chars().allMatch(Character::isJavaIdentifierPart)) {
            return (camel, target, value) -> false;
        }
        List<Method> taking = named.stream()
                .filter(method -> method.getParameterTypes()[0].isAssignableFrom(parameter.value))
                .toList();
        if (taking.size() == 1) {
            return (camel, target, value) -> {
                taking.get(0).invoke(target, value);
                return true;
            };
        }
        // a part of something, one of several, or to be converted: Camel knows how
        return (camel, target, value) -> super.setProperty(camel, target, parameter.name, value);
    }

    private interface Setter {

        /** @return whether there is such a parameter */
        boolean set(CamelContext camel, Object target, Object value) throws Exception;
    }

    private record Parameter(Class<?> call, String name, Class<?> value) {}
}
