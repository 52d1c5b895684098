package org.consultflow.security;

import java.net.URI;
import java.util.Arrays;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.servlet.handler.HandlerMappingIntrospector;

/**
 * Who may enter where. What is not named here is closed.
 *
 * <p>{@code PathPatternRequestMatcher} throughout: the plain {@code securityMatcher(String)} asks Spring MVC and does not
 * see the paths of the engine's Jersey servlet. There is no CSRF token because no door here knows a session; requests that
 * a browser sends for foreign pages are refused by {@link ForeignPages}.
 */
@Configuration(proxyBeanMethods = false)
class Doors {

    private final URI publicUrl;

    Doors(@Value("${consultflow.public-url}") URI publicUrl) {
        this.publicUrl = publicUrl;
    }

    /**
     * Called by providers, who sign; a browser has no business there. Nobody is known here, so there is nothing to be looked up
     * or refused by name, and in a flood of receipts each filter that does nothing costs: headers, foreign pages and the size of
     * the body are all that is left. The first in the row, so that no other door's paths are compared.
     */
    @Bean
    @Order(0)
    SecurityFilterChain webhooks(HttpSecurity http) throws Exception {
        return stateless(http, "/webhooks/**")
                .addFilterAfter(new BodyLimit(), ForeignPages.class)
                .anonymous(AbstractHttpConfigurer::disable)
                .exceptionHandling(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .securityContext(AbstractHttpConfigurer::disable)
                .servletApi(AbstractHttpConfigurer::disable)
                .sessionManagement(AbstractHttpConfigurer::disable)
                .build();
    }

    @Bean
    @Order(1)
    SecurityFilterChain api(HttpSecurity http, @Value("${consultflow.api-key}") String key) throws Exception {
        return stateless(http, "/api/**")
                .addFilterBefore(new BodyLimit(), BasicAuthenticationFilter.class)
                .addFilterBefore(new ApiKey(key), BasicAuthenticationFilter.class)
                .exceptionHandling(refusing -> refusing.authenticationEntryPoint(
                        asks("Bearer realm=\"consultflow\"", "send Authorization: Bearer and the API key")))
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .build();
    }

    /** The engine's users; what each may do there is the engine's to decide. */
    @Bean
    @Order(2)
    SecurityFilterChain engine(HttpSecurity http, AuthenticationProvider engineUsers) throws Exception {
        return basic(stateless(http, "/engine-rest/**"), engineUsers)
                .authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR)
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .build();
    }

    /** The pages behind the tasks to phone somebody or to answer: as the engine's own door, but for a browser. */
    @Bean
    @Order(3)
    SecurityFilterChain deskPages(HttpSecurity http, AuthenticationProvider engineUsers) throws Exception {
        return basic(stateless(http, "/phone-calls/**", "/replies/**").headers(PageHeaders::ofPages), engineUsers)
                .addFilterBefore(new BodyLimit(), BasicAuthenticationFilter.class)
                .authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR)
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .build();
    }

    @Bean
    @Order(4)
    SecurityFilterChain operations(HttpSecurity http, AuthenticationProvider engineUsers) throws Exception {
        return basic(stateless(http, "/actuator/**"), engineUsers)
                .authorizeHttpRequests(requests -> requests.requestMatchers(path("/actuator/health/**"))
                        .permitAll()
                        .dispatcherTypeMatchers(DispatcherType.ERROR)
                        .permitAll()
                        .anyRequest()
                        .hasAnyAuthority("ops", "camunda-admin"))
                .build();
    }

    /** Cockpit, Tasklist and Admin bring their own login, their own protection from forged requests and their own headers. */
    @Bean
    @Order(5)
    SecurityFilterChain camunda(HttpSecurity http) throws Exception {
        return http.securityMatcher(path("/camunda/**"))
                .csrf(AbstractHttpConfigurer::disable)
                .headers(HeadersConfigurer::disable)
                .anonymous(Customizer.withDefaults())
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(sessions -> sessions.disable())
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .build();
    }

    /** The pages: join page, answer page and list of sessions know a signed link, the sandbox its own machine. */
    @Bean
    @Order(6)
    SecurityFilterChain pages(HttpSecurity http) throws Exception {
        return http.securityMatcher(path("/**"))
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .headers(PageHeaders::ofPages)
                .addFilterAfter(new ForeignPages(publicUrl), HeaderWriterFilter.class)
                .addFilterBefore(new BodyLimit(), BasicAuthenticationFilter.class)
                .exceptionHandling(refusing -> refusing.authenticationEntryPoint(
                        (request, response, refused) -> response.sendError(HttpServletResponse.SC_FORBIDDEN)))
                .authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR)
                        .permitAll()
                        .requestMatchers(
                                path("/"),
                                path("/favicon.ico"),
                                path("/join/**"),
                                path("/answer/**"),
                                path("/sessions/**"),
                                path("/api-docs/**"),
                                path("/swagger-ui/**"),
                                path("/sandbox/**"))
                        .permitAll()
                        .anyRequest()
                        .denyAll())
                .build();
    }

    /** What filters and rules do is not observed one by one: a request is, as a whole. */
    @Bean
    SecurityObservationSettings requestsAreObservedAsAWhole() {
        return SecurityObservationSettings.noObservations();
    }

    /**
     * For each request Spring Security has Spring MVC look up its handler in advance, for matchers that ask for it. None of
     * ours does, and the look-up is as dear as the one that follows.
     */
    @Bean
    static BeanPostProcessor handlersAreNotLookedUpInAdvance() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof HandlerMappingIntrospector ? new Unasked() : bean;
            }
        };
    }

    private static final class Unasked extends HandlerMappingIntrospector {
        @Override
        public Filter createCacheFilter() {
            return (request, response, chain) -> chain.doFilter(request, response);
        }
    }

    private HttpSecurity stateless(HttpSecurity http, String... patterns) throws Exception {
        return http.securityMatcher(new OrRequestMatcher(
                        Arrays.stream(patterns).map(Doors::path).toList()))
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .headers(PageHeaders::ofData)
                .addFilterAfter(new ForeignPages(publicUrl), HeaderWriterFilter.class);
    }

    private static HttpSecurity basic(HttpSecurity http, AuthenticationProvider users) throws Exception {
        AuthenticationEntryPoint asks = asks("Basic realm=\"consultflow\"", "log in with HTTP Basic");
        // a manager of its own: beside Spring's global one, each wrong password would be tried twice
        return http.authenticationManager(new ProviderManager(users))
                .httpBasic(login -> login.authenticationEntryPoint(asks))
                .exceptionHandling(refusing -> refusing.authenticationEntryPoint(asks));
    }

    private static AuthenticationEntryPoint asks(String challenge, String detail) {
        return (request, response, refused) -> {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, challenge);
            Problem.write(response, HttpStatus.UNAUTHORIZED, detail);
        };
    }

    private static RequestMatcher path(String pattern) {
        return PathPatternRequestMatcher.withDefaults().matcher(pattern);
    }
}
