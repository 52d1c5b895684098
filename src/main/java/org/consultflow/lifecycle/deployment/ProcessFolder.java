package org.consultflow.lifecycle.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The folder of processes, as it lies on the disk. */
final class ProcessFolder {

    private static final List<String> ENDINGS = List.of(".bpmn", ".dmn", ".form");

    private final Path directory;

    ProcessFolder(Path directory) {
        this.directory = directory;
    }

    /**
     * What there is to deploy: each file's path relative to the folder, with {@code /} between its parts, so that moving
     * the folder makes no new version. Hidden folders, such as Modeler's templates, are left out. The folder, and files in it,
     * may be links, as in a ConfigMap that is mounted; folders in it may not.
     *
     * @throws FolderRefusedException if the folder is missing or has nothing to deploy
     */
    SortedMap<String, byte[]> files() {
        if (!Files.isDirectory(directory)) {
            throw new FolderRefusedException(
                    "The folder of processes is missing: consultflow.processes-directory is \"" + directory + "\".",
                    null);
        }
        try {
            return files(directory.toRealPath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SortedMap<String, byte[]> files(Path root) throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            SortedMap<String, byte[]> files = new TreeMap<>();
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                Path relative = root.relativize(path);
                if (deployable(relative)) {
                    files.put(nameOf(relative), Files.readAllBytes(path));
                }
            }
            if (files.isEmpty()) {
                throw new FolderRefusedException("The folder of processes, \"" + directory + "\", is empty.", null);
            }
            return files;
        }
    }

    private static boolean deployable(Path relative) {
        return parts(relative).noneMatch(part -> part.startsWith("."))
                && ENDINGS.stream().anyMatch(relative.toString()::endsWith);
    }

    private static String nameOf(Path relative) {
        return String.join("/", parts(relative).toList());
    }

    private static Stream<String> parts(Path relative) {
        return StreamSupport.stream(relative.spliterator(), false).map(Path::toString);
    }

    @Override
    public String toString() {
        return directory.toString();
    }
}
