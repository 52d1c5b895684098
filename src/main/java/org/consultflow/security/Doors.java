package org.consultflow.security;

import java.net.URI;
import java.util.Arrays;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.beans.factory.annotation.Value;
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
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

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

    /** Called by providers, who sign; a browser has no business there. */
    @Bean
    @Order(6)
    SecurityFilterChain webhooks(HttpSecurity http) throws Exception {
        return stateless(http, "/webhooks/**")
                .addFilterBefore(new BodyLimit(), BasicAuthenticationFilter.class)
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .build();
    }

    /** The pages: join page, answer page and list of sessions know a signed link, the sandbox its own machine. */
    @Bean
    @Order(7)
    SecurityFilterChain pages(HttpSecurity http) throws Exception {
        return http.securityMatcher("/**")
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
