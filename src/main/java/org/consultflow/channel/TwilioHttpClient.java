package org.consultflow.channel;

import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.twilio.http.NetworkHttpClient;
import com.twilio.http.Request;
import com.twilio.http.Response;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.springframework.util.StringUtils;

/**
 * Speaks to Twilio: one request for one call. Twilio's SDK repeats a POST up to 3 times and Apache's client once more, and
 * Twilio has no idempotency key: a repeated request is a repeated message.
 */
class TwilioHttpClient extends NetworkHttpClient {

    private static final ObjectMapper JSON = new ObjectMapper();
    // as many as a channel makes calls at once, see consultflow.delivery.parallel
    private static final int MAX_CONNECTIONS = 64;
    // shorter than Twilio's own idle time, so that a request does not meet a connection that is being closed
    private static final TimeValue IDLE = TimeValue.ofSeconds(20);

    private final String baseUrl;

    TwilioHttpClient(TwilioSettings settings) {
        super(apacheClient(settings));
        // the paths of the SDK begin with a slash
        this.baseUrl = StringUtils.trimTrailingCharacter(settings.apiUrl().toString(), '/');
    }

    private static HttpClientBuilder apacheClient(TwilioSettings settings) {
        Timeout connect = Timeout.of(settings.connectTimeout());
        Timeout read = Timeout.of(settings.readTimeout());
        RequestConfig timeouts = RequestConfig.custom()
                .setConnectionRequestTimeout(connect)
                .setResponseTimeout(read)
                .build();
        return HttpClientBuilder.create()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(connect)
                                .setSocketTimeout(read)
                                .setTimeToLive(IDLE)
                                .build())
                        .setDefaultSocketConfig(
                                SocketConfig.custom().setSoTimeout(read).build())
                        .setMaxConnPerRoute(MAX_CONNECTIONS)
                        .setMaxConnTotal(MAX_CONNECTIONS)
                        .build())
                .disableAutomaticRetries()
                .disableRedirectHandling()
                // the SDK puts its own time-outs (30 s) on every request: ours replace them
                .addExecInterceptorFirst("timeouts", (request, scope, chain) -> {
                    scope.clientContext.setRequestConfig(timeouts);
                    return chain.proceed(request, scope);
                });
    }

    @Override
    public Response reliableRequest(Request request) {
        return makeRequest(request);
    }

    @Override
    public Response reliableRequest(Request request, int[] retryCodes, int retries, long delayMillis) {
        return makeRequest(request);
    }

    /**
     * @throws TwilioAnswer if the answer is not a success
     * @throws com.twilio.exception.ApiException with an {@link IOException} as its cause, if there is no answer
     */
    @Override
    public Response makeRequest(Request request) {
        Response response = super.makeRequest(atBaseUrl(request));
        if (response.getStatusCode() < 200 || response.getStatusCode() > 299) {
            throw new TwilioAnswer(response.getStatusCode(), code(response.getStream()));
        }
        return response;
    }

    private static Integer code(InputStream body) {
        try {
            JsonNode code = JSON.readTree(body).path("code");
            return code.isInt() ? code.intValue() : null;
        } catch (IOException | IllegalArgumentException notJson) {
            return null;
        }
    }

    private Request atBaseUrl(Request original) {
        Request copy = new Request(original.getMethod(), original.getUrl()) {
            @Override
            public URL constructURL() {
                URL asked = original.constructURL();
                try {
                    return URI.create(baseUrl + asked.getFile()).toURL();
                } catch (MalformedURLException impossible) {
                    throw new IllegalStateException("the configured base URL has been checked", impossible);
                }
            }
        };
        original.getQueryParams().forEach((name, values) -> values.forEach(value -> copy.addQueryParam(name, value)));
        original.getPostParams().forEach((name, values) -> values.forEach(value -> copy.addPostParam(name, value)));
        original.getHeaderParams().forEach((name, values) -> values.forEach(value -> copy.addHeaderParam(name, value)));
        copy.setContentType(original.getContentType());
        copy.setAuth(original.getUsername(), original.getPassword());
        return copy;
    }
}
