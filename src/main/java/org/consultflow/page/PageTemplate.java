package org.consultflow.page;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;

import freemarker.template.Configuration;
import freemarker.template.Template;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;

/** A page's HTML with places to fill. What is filled in is text wherever it stands: {@code .ftlh} escapes it. */
public final class PageTemplate {

    private final Template template;

    private PageTemplate(Template template) {
        this.template = template;
    }

    /**
     * Reads a template once.
     *
     * @param page name of the folder among the resources
     * @param file name of the file in it, {@code .ftlh}
     */
    public static PageTemplate of(String page, String file) {
        Configuration configuration = new Configuration(Configuration.VERSION_2_3_34);
        configuration.setClassForTemplateLoading(PageTemplate.class, "/" + page);
        configuration.setDefaultEncoding("UTF-8");
        configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        configuration.setLogTemplateExceptions(false);
        try {
            return new PageTemplate(configuration.getTemplate(file));
        } catch (IOException e) {
            throw new UncheckedIOException("the page " + page + "/" + file + " can't be read", e);
        }
    }

    /** Fills the template. @return HTML */
    public String fill(Map<String, ?> model) {
        StringWriter page = new StringWriter();
        try {
            template.process(model, page);
        } catch (TemplateException | IOException e) {
            // the cause may quote the model, which may hold what nobody else should read
            throw new IllegalStateException("the page " + template.getName() + " can't be written");
        }
        return page.toString();
    }
}
