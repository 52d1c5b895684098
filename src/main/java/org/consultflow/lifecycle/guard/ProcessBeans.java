package org.consultflow.lifecycle.guard;

import org.consultflow.lifecycle.ProcessBean;
import org.springframework.context.ApplicationContext;
import org.springframework.stereotype.Component;

/** The beans that process models may name: those that carry {@link ProcessBean}. */
@Component
class ProcessBeans {

    private final ApplicationContext context;

    ProcessBeans(ApplicationContext context) {
        this.context = context;
    }

    boolean contains(String name) {
        return context.containsBean(name) && context.findAnnotationOnBean(name, ProcessBean.class, false) != null;
    }

    Object get(String name) {
        return context.getBean(name);
    }

    /** Whether an object is one of them, whatever its name. */
    boolean isOne(Object bean) {
        return context.getBeansWithAnnotation(ProcessBean.class).values().stream()
                .anyMatch(known -> known == bean);
    }
}
