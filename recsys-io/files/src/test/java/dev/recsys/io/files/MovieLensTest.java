package dev.recsys.io.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.recsys.DataException;
import dev.recsys.data.ItemCatalog;
import dev.recsys.event.EventLog;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MovieLensTest {

    @TempDir
    Path directory;

    private void latin(String name, String text) {
        Rows.file(directory, name, text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static MovieLens shared(String name) {
        Path data = Path.of(System.getProperty("recsys.shared", ""), "data", name);
        assumeTrue(Files.isDirectory(data), data + " is not there");
        return MovieLens.open(data);
    }

    @Test
    void readsThe100kLayout() {
        latin("u.data", "196\t242\t3\t881250949\n");
        latin("u.genre", "unknown|0\nAction|1\nDrama|2\n\n");
        latin("u.item", "242|Misérables, Les (1995)|01-Jan-1995||http://x|0|1|1\n267|unknown||||1|0|0\n");

        MovieLens data = MovieLens.open(directory);

        assertThat(data.name()).isEqualTo("ml-100k");
        assertThat(Rows.of(data.events())).containsExactly("1: 196 242 3.0 interaction @881250949000");
        assertThat(data.catalog().label(242)).isEqualTo("Misérables, Les (1995)");
        assertThat(data.catalog().categories(242)).containsExactly("Action", "Drama");
        assertThat(data.catalog().categories(267)).isEmpty();
    }

    @Test
    void readsThe1mLayoutWithAndWithoutTimes() {
        latin("movies.dat", "73::Misérables, Les (1995)::Drama|Musical\n");
        latin("ratings.notime.dat", "1::73::5\n");
        assertThat(Rows.of(MovieLens.open(directory).events())).containsExactly("1: 1 73 5.0 interaction");

        latin("ratings.dat", "1::73::4\n");
        assertThat(Rows.of(MovieLens.open(directory).events())).containsExactly("1: 1 73 4.0 interaction");

        latin("ratings.dat", "1::73::4::978300760\n");
        MovieLens data = MovieLens.open(directory);
        assertThat(data.name()).isEqualTo("ml-1m");
        assertThat(Rows.of(data.events())).containsExactly("1: 1 73 4.0 interaction @978300760000");
        assertThat(data.catalog().label(73)).isEqualTo("Misérables, Les (1995)");
        assertThat(data.catalog().categories(73)).containsExactly("Drama", "Musical");
    }

    @Test
    void readsTheLatestLayoutGzipped() {
        Rows.file(directory, "ratings.csv.gz", Rows.gzip("userId,movieId,rating,timestamp\r\n1,31,2.5,1260759144\r\n"));
        Rows.file(
                directory,
                "movies.csv.gz",
                Rows.gzip("movieId,title,genres\n31,\"\"\"Great\"\" é, The (1998)\",Action|Drama\n"
                        + "32,Plain,(no genres listed)\n"));

        MovieLens data = MovieLens.open(directory);

        assertThat(data.name()).isEqualTo("ml-latest");
        assertThat(Rows.of(data.events())).containsExactly("2: 1 31 2.5 interaction @1260759144000");
        assertThat(data.catalog().label(31)).isEqualTo("\"Great\" é, The (1998)");
        assertThat(data.catalog().categories(31)).containsExactly("Action", "Drama");
        assertThat(data.catalog().categories(32)).isEmpty();
        assertThat(data.catalog().find(31).orElseThrow().attributes()).isEqualTo(Map.of("year", "1998"));
        assertThat(data.catalog().find(32).orElseThrow().attributes()).isEmpty();
    }

    @Test
    void aDirectoryWithoutRatingsIsRefusedWithWhatWasLookedFor() {
        assertThatThrownBy(() -> MovieLens.open(directory))
                .isInstanceOf(DataException.class)
                .hasMessage(
                        directory + ": it holds no MovieLens ratings: there is none of u.data (ml-100k), ratings.dat"
                                + " (ml-1m), ratings.notime.dat (ml-1m), ratings.csv (ml-latest), plain or with .gz; name the"
                                + " directory into which the data set was unpacked");
        assertThatThrownBy(() -> MovieLens.open(directory.resolve("none")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("there is no such directory");
    }

    @Test
    void missingFilmsAreNamed() {
        latin("u.data", "196\t242\t3\t881250949\n");

        assertThatThrownBy(() -> MovieLens.open(directory).catalog())
                .isInstanceOf(DataException.class)
                .hasMessageContaining("there is neither u.genre nor u.genre.gz beside u.data; add it");
    }

    @Test
    void brokenFilmsAreNamedWithTheirLine() {
        latin("ratings.dat", "1::73::4\n");
        latin("movies.dat", "73::Film::Drama\nx::Film::Drama\n");
        assertThatThrownBy(() -> MovieLens.open(directory).catalog())
                .isInstanceOf(DataException.class)
                .hasMessageContaining("movies.dat:2, column 1: 'x' is not the number of a film; correct the row");

        latin("movies.dat", "73::Film\n");
        assertThatThrownBy(() -> MovieLens.open(directory).catalog())
                .hasMessageContaining("movies.dat:1: the row of a film needs 3 fields but has 2");

        latin("u.data", "196\t242\t3\t881250949\n");
        latin("u.genre", "unknown|0\nAction|1\n");
        latin("u.item", "242|Film||||0\n");
        assertThatThrownBy(() -> MovieLens.open(directory).catalog())
                .hasMessageContaining("u.item:1: the row of a film needs 7 fields but has 6");
    }

    @Test
    void readsMovieLens100k() {
        MovieLens data = shared("ml-100k");
        EventLog<Integer, Integer> log = EventLog.read(data.events());
        ItemCatalog<Integer> films = data.catalog();

        assertThat(data.name()).isEqualTo("ml-100k");
        assertThat(log).hasToString("100000 events, 943 users, 1682 items, with time");
        assertThat(earliest(log)).isEqualTo(Instant.ofEpochSecond(874_724_710L));
        assertThat(films.size()).isEqualTo(1682);
        assertThat(films.label(543)).isEqualTo("Misérables, Les (1995)");
        assertThat(films.categories(1)).containsExactly("Animation", "Children's", "Comedy");
        assertThat(films.categories(267)).isEmpty();
    }

    @Test
    void readsMovieLens1mWithoutTimes() {
        MovieLens data = shared("ml-1m");
        EventLog<Integer, Integer> log = EventLog.read(data.events());
        double sum = 0;
        for (int row = 0; row < log.size(); row++) {
            sum += log.weight(row);
        }

        assertThat(data.name()).isEqualTo("ml-1m");
        assertThat(log).hasToString("1000209 events, 6040 users, 3706 items, without time");
        assertThat(sum / log.size()).isBetween(3.5815635, 3.5815645);
        assertThat(data.catalog().size()).isEqualTo(3883);
        assertThat(data.catalog().label(73)).isEqualTo("Misérables, Les (1995)");
    }

    @Test
    void readsMovieLensLatestSmall() {
        MovieLens data = shared("ml-latest-small-2016");
        EventLog<Integer, Integer> log = EventLog.read(data.events());

        assertThat(data.name()).isEqualTo("ml-latest");
        assertThat(log).hasToString("100004 events, 671 users, 9066 items, with time");
        assertThat(earliest(log)).isEqualTo(Instant.ofEpochSecond(789_652_009L));
        assertThat(data.catalog().size()).isEqualTo(9125);
        assertThat(data.catalog().label(7789)).isEqualTo("11'09\"01 - September 11 (2002)");
        assertThat(data.catalog().label(51372)).isEqualTo("\"Great Performances\" Cats (1998)");
    }

    private static Instant earliest(EventLog<?, ?> log) {
        long earliest = Long.MAX_VALUE;
        for (int row = 0; row < log.size(); row++) {
            earliest = Math.min(earliest, log.time(row));
        }
        return Instant.ofEpochMilli(earliest);
    }
}
