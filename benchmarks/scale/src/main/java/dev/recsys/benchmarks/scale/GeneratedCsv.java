package dev.recsys.benchmarks.scale;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.zip.GZIPOutputStream;

/** Writes generated events as CSV with a header, for measuring the parser; gzipped if the name ends in {@code .gz}. */
final class GeneratedCsv {

    private GeneratedCsv() {}

    /**
     * Writes a file.
     *
     * @param isoTimes whether times stand there as ISO 8601 instead of milliseconds
     */
    static void write(EventSpec spec, Path file, boolean isoTimes) {
        try (OutputStream out = open(file)) {
            out.write("user,item,type,time\n".getBytes(StandardCharsets.US_ASCII));
            EventChunk chunk = new EventChunk(spec);
            StringBuilder text = new StringBuilder();
            for (int c = 0; c < EventChunk.chunks(spec); c++) {
                int count = chunk.fill(c);
                text.setLength(0);
                for (int i = 0; i < count; i++) {
                    text.append(chunk.users[i])
                            .append(',')
                            .append(chunk.items[i])
                            .append(',');
                    text.append(EventChunk.TYPES.get(chunk.types[i])).append(',');
                    if (isoTimes) {
                        text.append(Instant.ofEpochMilli(chunk.times[i]));
                    } else {
                        text.append(chunk.times[i]);
                    }
                    text.append('\n');
                }
                out.write(text.toString().getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static OutputStream open(Path file) throws IOException {
        OutputStream raw = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
        return file.toString().endsWith(".gz") ? new GZIPOutputStream(raw, 1 << 16) : raw;
    }
}
