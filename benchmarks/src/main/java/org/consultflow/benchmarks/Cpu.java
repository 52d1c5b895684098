package org.consultflow.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** CPU seconds of a process, of those that it started and of those of them that have ended, from Linux' /proc. */
final class Cpu {

    private static final double TICKS_A_SECOND = 100;
    // of the fields behind the name, which may hold blanks: utime, stime, cutime, cstime
    private static final int FIRST = 11;

    private Cpu() {}

    static double seconds(long pid) {
        double own = ticks(pid) / TICKS_A_SECOND;
        return own
                + ProcessHandle.of(pid).stream()
                        .flatMap(ProcessHandle::children)
                        .mapToDouble(child -> seconds(child.pid()))
                        .sum();
    }

    private static long ticks(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            long ticks = 0;
            for (int field = FIRST; field < FIRST + 4; field++) {
                ticks += Long.parseLong(fields[field]);
            }
            return ticks;
        } catch (NoSuchFileException ended) {
            return 0;
        } catch (IOException endedWhileRead) {
            return 0;
        }
    }
}
