package dev.recsys.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsys.event.EventLog;
import dev.recsys.event.IdType;
import dev.recsys.examples.data.SyntheticFilms;
import dev.recsys.io.jdbc.JdbcDatabase;
import dev.recsys.io.jdbc.Sqlite;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo on small data in the layouts of MovieLens. User 1 likes nothing. */
class MovieLensDemoTest {

    private static final int USERS = 50;
    private static final int FILMS = 40;

    @TempDir
    Path directory;

    private static List<String> ratings(String separator, boolean times) {
        EventLog<Integer, Integer> log =
                EventLog.read(SyntheticFilms.of(USERS, FILMS, 9).events());
        List<String> lines = new ArrayList<>();
        for (int row = 0; row < log.size(); row++) {
            int user = log.users().id(log.user(row));
            int item = log.items().id(log.item(row));
            int stars = user == 1 ? 2 : 3 + (user + item) % 3;
            String time = times ? separator + log.time(row) / 1000 : "";
            lines.add(user + separator + item + separator + stars + time);
        }
        return lines;
    }

    private static List<String> films(String format) {
        return IntStream.rangeClosed(1, FILMS)
                .mapToObj(item -> String.format(format, item, item))
                .toList();
    }

    private void gzip(String name, List<String> lines) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(data().resolve(name)))) {
            out.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    private Path data() throws IOException {
        return Files.createDirectories(directory.resolve("ratings"));
    }

    private void assertDemoRuns() throws IOException {
        Path work = directory.resolve("work");

        Cli demo = Cli.run("demo", "--data", data(), "--work", work, "-k", 5);

        assertThat(demo.code()).as(demo.err()).isZero();
        assertThat(demo.out())
                .contains("4 stars or more")
                .contains("ratings-v1 is live")
                .contains("Film ");
        assertThat(JdbcDatabase.open(Sqlite.dataSource(work.resolve("ratings.db")), IdType.INT, IdType.INT)
                        .recommendations("ratings")
                        .findAll(IntStream.rangeClosed(1, USERS).boxed().toList()))
                .as("who likes nothing gets a list too")
                .hasSize(USERS);
    }

    @Test
    void theLayoutOf100k() throws IOException {
        gzip("u.data.gz", ratings("\t", true));
        gzip("u.item.gz", films("%d|Film %d (1999)|01-Jan-1999||http://|0|1"));
        gzip("u.genre.gz", List.of("unknown|0", "Comedy|1"));

        assertDemoRuns();
    }

    @Test
    void theLayoutOf1mWithoutTimes() throws IOException {
        gzip("ratings.notime.dat.gz", ratings("::", false));
        gzip("movies.dat.gz", films("%d::Film %d (1999)::Comedy|Drama"));

        assertDemoRuns();
    }

    @Test
    void theLayoutOfLatestNotCompressed() throws IOException {
        List<String> ratings = new ArrayList<>(List.of("userId,movieId,rating,timestamp"));
        ratings.addAll(ratings(",", true));
        List<String> films = new ArrayList<>(List.of("movieId,title,genres"));
        films.addAll(films("%d,\"Film %d, The (1999)\",Comedy|Drama"));
        Files.write(data().resolve("ratings.csv"), ratings);
        Files.write(data().resolve("movies.csv"), films);

        assertDemoRuns();
    }
}
