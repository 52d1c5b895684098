package org.consultflow.consultation;

import java.util.List;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.context.annotation.Configuration;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.xml.MappingJackson2XmlHttpMessageConverter;
import org.springframework.web.accept.ContentNegotiationStrategy;
import org.springframework.web.accept.HeaderContentNegotiationStrategy;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * The API speaks JSON, whatever is asked for. Twilio's client brings a library with which Spring would also write XML, and
 * prefer it for a browser; without it, a browser would be answered 406 instead of what it looks for.
 */
@Configuration(proxyBeanMethods = false)
class JsonAnswers implements WebMvcConfigurer {

    @Override
    public void extendMessageConverters(List<HttpMessageConverter<?>> converters) {
        converters.removeIf(MappingJackson2XmlHttpMessageConverter.class::isInstance);
    }

    @Override
    public void configureContentNegotiation(ContentNegotiationConfigurer configurer) {
        ContentNegotiationStrategy elsewhere = new HeaderContentNegotiationStrategy();
        configurer.strategies(List.of(request -> request.getNativeRequest(HttpServletRequest.class)
                        .getRequestURI()
                        .startsWith("/api/")
                ? ContentNegotiationStrategy.MEDIA_TYPE_ALL_LIST
                : elsewhere.resolveMediaTypes(request)));
    }
}
