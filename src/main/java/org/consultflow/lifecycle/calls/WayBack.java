package org.consultflow.lifecycle.calls;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Where the page leads when the call is made. Tasklist says so in a parameter that anybody can write into a link: only a
 * place in the engine's own web applications is obeyed, and only its path, so that no foreign host can come of it.
 */
@Component
class WayBack {

    /** No empty, dotted or escaped segment: what a browser might read as another place. */
    private static final Pattern PLACE = Pattern.compile("/camunda(/[A-Za-z0-9_-]+)*/?");

    private final String publicHost;

    WayBack(@Value("${consultflow.public-url}") URI publicUrl) {
        this.publicHost = publicUrl.getAuthority();
    }

    /**
     * @param callbackUrl a path, or an address of this service; or null
     * @param host the request's own {@code Host}; or null
     * @return a path below {@code /camunda}, or empty if it leads anywhere else
     */
    Optional<URI> from(String callbackUrl, String host) {
        if (callbackUrl == null) {
            return Optional.empty();
        }
        try {
            URI url = URI.create(callbackUrl);
            boolean here = url.getScheme() == null && url.getRawAuthority() == null
                    || String.valueOf(url.getScheme()).matches("https?")
                            && url.getRawAuthority() != null
                            && (url.getRawAuthority().equals(publicHost)
                                    || url.getRawAuthority().equals(host));
            boolean known =
                    url.getRawPath() != null && PLACE.matcher(url.getRawPath()).matches();
            return here && known ? Optional.of(URI.create(url.getRawPath())) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
