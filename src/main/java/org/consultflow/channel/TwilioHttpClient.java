package org.consultflow.channel;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.twilio.Twilio;
import com.twilio.exception.ApiException;
import com.twilio.http.HttpClient;
import com.twilio.http.HttpMethod;
import com.twilio.http.HttpUtility;
import com.twilio.http.Request;
import com.twilio.http.Response;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.entity.UrlEncodedFormEntity;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.NameValuePair;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.http.message.BasicNameValuePair;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.springframework.util.StringUtils;

/**
 * Speaks to Twilio: one request for one call. Twilio's SDK repeats a POST up to 3 times and Apache's client once more, and
 * Twilio has no idempotency key: a repeated request is a repeated message. So this is the SDK's client without its repeats, on
 * Apache's plainest one, which has no redirects, cookies, logins and packed answers either: Twilio's API needs none of them.
 */
class TwilioHttpClient extends HttpClient {

    private static final ObjectMapper JSON = new ObjectMapper();
    // more than there are calls at once: how many is up to delivery, see consultflow.delivery.parallel
    private static final int MAX_CONNECTIONS = 512;
    // shorter than Twilio's own idle time, so that a request does not meet a connection that is being closed
    private static final TimeValue IDLE = TimeValue.ofSeconds(20);
    // what the SDK would make of it anew each time: an address of the API in which nothing has to be encoded
    private static final Pattern PLAIN = Pattern.compile("https://[a-z.]+(/[A-Za-z0-9/._-]*)");
    private static final String USER_AGENT = HttpUtility.getUserAgentString(List.of(), true);

    private final CloseableHttpClient client;
    private final RequestConfig timeouts;
    private final HttpHost host;
    private final String basePath;

    TwilioHttpClient(TwilioSettings settings) {
        Timeout connect = Timeout.of(settings.connectTimeout());
        Timeout read = Timeout.of(settings.readTimeout());
        timeouts = RequestConfig.custom()
                .setConnectionRequestTimeout(connect)
                .setResponseTimeout(read)
                .build();
        client = HttpClients.createMinimal(PoolingHttpClientConnectionManagerBuilder.create()
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(connect)
                        .setSocketTimeout(read)
                        .setTimeToLive(IDLE)
                        .build())
                .setDefaultSocketConfig(SocketConfig.custom().setSoTimeout(read).build())
                .setMaxConnPerRoute(MAX_CONNECTIONS)
                .setMaxConnTotal(MAX_CONNECTIONS)
                .build());
        host = HttpHost.create(settings.apiUrl());
        // the paths of the SDK begin with a slash
        basePath = StringUtils.trimTrailingCharacter(settings.apiUrl().getRawPath(), '/');
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
     * @throws ApiException with an {@link IOException} as its cause, if there is no answer
     */
    @Override
    public Response makeRequest(Request request) {
        HttpClientContext context = HttpClientContext.create();
        context.setRequestConfig(timeouts);
        Response response;
        try {
            response = client.execute(host, onTheWire(request), context, TwilioHttpClient::read);
        } catch (IOException e) {
            throw new ApiException(e.getMessage(), e);
        }
        if (response.getStatusCode() < 200 || response.getStatusCode() > 299) {
            throw new TwilioAnswer(response.getStatusCode(), code(response.getStream()));
        }
        return response;
    }

    private ClassicHttpRequest onTheWire(Request request) {
        ClassicHttpRequest sent =
                new BasicClassicHttpRequest(request.getMethod().toString(), host, basePath + file(request));
        sent.addHeader(HttpHeaders.USER_AGENT, USER_AGENT);
        sent.addHeader("X-Twilio-Client", "java-" + Twilio.VERSION);
        sent.addHeader(HttpHeaders.ACCEPT, "application/json");
        if (request.requiresAuthentication()) {
            sent.addHeader(HttpHeaders.AUTHORIZATION, request.getAuthString());
        }
        request.getHeaderParams().forEach((name, values) -> values.forEach(value -> sent.addHeader(name, value)));
        if (request.getMethod() != HttpMethod.GET) {
            List<NameValuePair> form = new ArrayList<>();
            request.getPostParams()
                    .forEach((name, values) -> values.forEach(value -> form.add(new BasicNameValuePair(name, value))));
            sent.setEntity(new UrlEncodedFormEntity(form, StandardCharsets.UTF_8));
        }
        return sent;
    }

    /** The path at Twilio, which is the same wherever the API is, and the query. */
    private static String file(Request request) {
        Matcher plain = PLAIN.matcher(request.getUrl());
        return request.getQueryParams().isEmpty() && plain.matches()
                ? plain.group(1)
                : request.constructURL().getFile();
    }

    private static Response read(ClassicHttpResponse answer) throws IOException {
        byte[] body = answer.getEntity() == null ? new byte[0] : EntityUtils.toByteArray(answer.getEntity());
        return new Response(new ByteArrayInputStream(body), answer.getCode(), answer.getHeaders());
    }

    private static Integer code(InputStream body) {
        try {
            JsonNode code = JSON.readTree(body).path("code");
            return code.isInt() ? code.intValue() : null;
        } catch (IOException | IllegalArgumentException notJson) {
            return null;
        }
    }
}
