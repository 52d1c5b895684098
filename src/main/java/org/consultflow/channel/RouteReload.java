package org.consultflow.channel;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.apache.camel.spi.Resource;
import org.apache.camel.spi.RoutesLoader;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.support.RouteWatcherReloadStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads a route file again when it was edited. Camel's own strategy stops the old route before it knows whether the new one
 * can start, and after a broken edit carries the broken file along with the next one. Here the version that ran last is kept
 * and started again. A file that was deleted keeps running until the next start.
 */
class RouteReload extends RouteWatcherReloadStrategy {

    private static final Logger LOG = LoggerFactory.getLogger(RouteReload.class);
    static final String PATTERN = "*.camel.yaml";

    private final Path directory;
    private final Map<String, String> running = new HashMap<>();

    RouteReload(Path directory) {
        super(directory.toString());
        this.directory = directory;
        setPattern(PATTERN);
    }

    @Override
    protected void doStart() throws Exception {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(this::isRouteFile).toList()) {
                running.put(name(file.toString()), Files.readString(file));
            }
        }
        super.doStart();
    }

    private boolean isRouteFile(Path file) {
        return file.getFileName().toString().endsWith(PATTERN.substring(1));
    }

    private static String name(String location) {
        return location.substring(location.lastIndexOf('/') + 1);
    }

    @Override
    protected void onRouteReload(Collection<Resource> edited, boolean removeEverything) {
        for (Resource file : edited) {
            String name = name(file.getLocation());
            try {
                String text = text(file);
                // an editor may empty a file before it fills it, and one edit may be told of several times
                if (!text.isBlank() && !text.equals(running.get(name))) {
                    load(name, text);
                }
            } catch (IOException unreadable) {
                LOG.warn("{} cannot be read: the routes that ran before go on", name);
            }
        }
    }

    private static String text(Resource file) throws IOException {
        try (InputStream in = file.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void load(String name, String text) {
        String before = running.get(name);
        try {
            Set<String> routes = apply(name, text);
            running.put(name, text);
            LOG.info("{} was loaded: {}", name, routes);
        } catch (Exception broken) {
            LOG.warn("{} cannot be loaded, the routes that ran before go on: {}", name, reason(broken));
            if (before != null) {
                restore(name, before);
            }
        }
    }

    private Set<String> apply(String name, String text) throws Exception {
        Set<String> routes = loader().updateRoutes(List.of(resource(name, text)));
        if (routes.isEmpty()) {
            // a file without routes configures those of the others, which take that in when they are loaded
            for (Map.Entry<String, String> other : running.entrySet()) {
                if (!other.getKey().equals(name)) {
                    loader().updateRoutes(List.of(resource(other.getKey(), other.getValue())));
                }
            }
        }
        return routes;
    }

    private void restore(String name, String before) {
        try {
            apply(name, before);
        } catch (Exception notEvenThat) {
            LOG.error("{} cannot be put back: {}", name, reason(notEvenThat));
        }
    }

    private RoutesLoader loader() {
        return PluginHelper.getRoutesLoader(getCamelContext());
    }

    private Resource resource(String name, String text) {
        return ResourceHelper.fromString("file:" + directory.resolve(name), text);
    }

    private static String reason(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }
}
