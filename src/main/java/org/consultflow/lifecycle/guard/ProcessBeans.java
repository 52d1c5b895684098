package org.consultflow.lifecycle.guard;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.consultflow.lifecycle.ProcessBean;
import org.springframework.context.ApplicationContext;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/** The beans that process models may name: those that carry {@link ProcessBean}. Asked for in every expression. */
@Component
class ProcessBeans {

    private final ApplicationContext context;
    private final Map<String, Boolean> named = new ConcurrentHashMap<>();
    private final SingletonSupplier<Set<Object>> all = SingletonSupplier.of(this::find);

    ProcessBeans(ApplicationContext context) {
        this.context = context;
    }

    boolean contains(String name) {
        // models name what they like, but only what exists is remembered
        return context.containsBean(name)
                && named.computeIfAbsent(
                        name, bean -> context.findAnnotationOnBean(bean, ProcessBean.class, false) != null);
    }

    Object get(String name) {
        return context.getBean(name);
    }

    /** Whether an object is one of them, whatever its name. */
    boolean isOne(Object bean) {
        return all.obtain().contains(bean);
    }

    private Set<Object> find() {
        Set<Object> beans = Collections.newSetFromMap(new IdentityHashMap<>());
        beans.addAll(context.getBeansWithAnnotation(ProcessBean.class).values());
        return beans;
    }
}
