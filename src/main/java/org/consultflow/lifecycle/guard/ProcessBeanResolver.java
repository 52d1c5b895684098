package org.consultflow.lifecycle.guard;

import java.beans.FeatureDescriptor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Iterator;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.impl.juel.jakarta.el.ELContext;
import org.camunda.bpm.impl.juel.jakarta.el.ELException;
import org.camunda.bpm.impl.juel.jakarta.el.ELResolver;
import org.camunda.bpm.impl.juel.jakarta.el.PropertyNotWritableException;
import org.springframework.aop.support.AopUtils;
import org.springframework.util.ClassUtils;

/** Resolves process beans by name, calls their own public methods, and reads the few ids of an execution. */
class ProcessBeanResolver extends ELResolver {

    private final ProcessBeans beans;

    ProcessBeanResolver(ProcessBeans beans) {
        this.beans = beans;
    }

    @Override
    public Object getValue(ELContext context, Object base, Object property) {
        if (base == null && property instanceof String name && beans.contains(name)) {
            context.setPropertyResolved(true);
            return beans.get(name);
        }
        if (base instanceof DelegateExecution execution && ExpressionRules.EXECUTION_PROPERTIES.contains(property)) {
            context.setPropertyResolved(true);
            return read(execution, (String) property);
        }
        return null;
    }

    private static String read(DelegateExecution execution, String property) {
        return switch (property) {
            case "id" -> execution.getId();
            case "processInstanceId" -> execution.getProcessInstanceId();
            case "processBusinessKey" -> execution.getProcessBusinessKey();
            case "processDefinitionId" -> execution.getProcessDefinitionId();
            default -> execution.getCurrentActivityId();
        };
    }

    @Override
    public Object invoke(ELContext context, Object base, Object name, Class<?>[] types, Object[] arguments) {
        if (base == null || !beans.isOne(base)) {
            return null;
        }
        Method method = find(AopUtils.getTargetClass(base), String.valueOf(name), arguments);
        if (method == null) {
            return null;
        }
        try {
            Object result =
                    AopUtils.selectInvocableMethod(method, base.getClass()).invoke(base, arguments);
            context.setPropertyResolved(true);
            return result;
        } catch (InvocationTargetException e) {
            throw new ELException(e.getTargetException());
        } catch (IllegalAccessException e) {
            throw new ELException(e);
        }
    }

    private static Method find(Class<?> type, String name, Object[] arguments) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !Modifier.isStatic(method.getModifiers()))
                .filter(method -> method.getName().equals(name) && !method.isBridge())
                .filter(method -> accepts(method.getParameterTypes(), arguments))
                .peek(method -> method.trySetAccessible())
                .findFirst()
                .orElse(null);
    }

    private static boolean accepts(Class<?>[] parameters, Object[] arguments) {
        if (parameters.length != arguments.length) {
            return false;
        }
        for (int i = 0; i < parameters.length; i++) {
            if (!ClassUtils.isAssignableValue(parameters[i], arguments[i])) {
                return false;
            }
        }
        return true;
    }

    @Override
    public Class<?> getType(ELContext context, Object base, Object property) {
        return null;
    }

    @Override
    public void setValue(ELContext context, Object base, Object property, Object value) {
        if (base != null) {
            throw new PropertyNotWritableException("expressions do not write");
        }
    }

    @Override
    public boolean isReadOnly(ELContext context, Object base, Object property) {
        return true;
    }

    @Override
    @SuppressWarnings({"deprecation", "removal"})
    public Iterator<FeatureDescriptor> getFeatureDescriptors(ELContext context, Object base) {
        return null;
    }

    @Override
    public Class<?> getCommonPropertyType(ELContext context, Object base) {
        return Object.class;
    }
}
