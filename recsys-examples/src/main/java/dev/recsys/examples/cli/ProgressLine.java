package dev.recsys.examples.cli;

import dev.recsys.execution.Progress;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Shows progress on stderr: one line that is rewritten where a person watches, else a line now and then. Not thread-safe;
 * used by the thread that waits for the work.
 */
final class ProgressLine implements Progress {

    private static final long LIVE_NANOS = 100_000_000L;
    private static final long SPARSE_NANOS = 5_000_000_000L;

    private final Terminal terminal;
    private final long interval;
    private final LongSupplier nanoTime;
    private long last;
    private int shown; // length of the line on the screen, to be wiped

    ProgressLine(Terminal terminal) {
        this(terminal, System::nanoTime);
    }

    ProgressLine(Terminal terminal, LongSupplier nanoTime) {
        this.terminal = terminal;
        this.nanoTime = nanoTime;
        this.last = nanoTime.getAsLong();
        this.interval = terminal.live() ? LIVE_NANOS : SPARSE_NANOS;
    }

    @Override
    public void step(String step, long done, long total, String detail) {
        long now = nanoTime.getAsLong();
        boolean due = now - last >= interval;
        if (terminal.live()) {
            if (done == total) {
                wipe();
            } else if (due) {
                last = now;
                rewrite(line(step, done, total, detail));
            }
        } else if (due) {
            last = now;
            terminal.note(line(step, done, total, detail));
        }
    }

    private static String line(String step, long done, long total, String detail) {
        String line = String.format(Locale.ROOT, "  %s %,d of %,d", step, done, total);
        return detail.isEmpty() ? line : line + ", " + detail;
    }

    private void rewrite(String line) {
        wipe();
        terminal.err().print(line);
        terminal.err().flush();
        shown = line.length();
    }

    private void wipe() {
        if (shown > 0) {
            terminal.err().print("\r" + " ".repeat(shown) + "\r");
            terminal.err().flush();
            shown = 0;
        }
    }
}
