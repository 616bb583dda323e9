package dev.recsys.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressLineTest {

    private final StringWriter err = new StringWriter();
    private final AtomicLong clock = new AtomicLong();

    private ProgressLine progress(boolean live) {
        return new ProgressLine(
                new Terminal(new PrintWriter(new StringWriter()), new PrintWriter(err), live), clock::get);
    }

    private void after(long millis) {
        clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    @Test
    void nobodyWatchingGetsALineNowAndThen() {
        ProgressLine progress = progress(false);
        for (int done = 1; done <= 12; done++) {
            after(1000);
            progress.step("iteration", done, 12, "");
        }

        assertThat(err.toString().lines()).containsExactly("  iteration 5 of 12", "  iteration 10 of 12");
    }

    @Test
    void aPersonSeesOneLineThatIsWipedAtTheEnd() {
        ProgressLine progress = progress(true);
        after(200);
        progress.step("iteration", 1, 3, "loss 0.5");
        after(10);
        progress.step("iteration", 2, 3, "loss 0.4");
        progress.step("iteration", 3, 3, "loss 0.3");

        String line = "  iteration 1 of 3, loss 0.5";
        assertThat(err.toString()).isEqualTo(line + "\r" + " ".repeat(line.length()) + "\r");
    }
}
