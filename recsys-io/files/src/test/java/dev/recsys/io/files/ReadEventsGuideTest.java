package dev.recsys.io.files;

import static dev.recsys.event.IdType.INT;
import static dev.recsys.event.IdType.LONG;
import static dev.recsys.event.IdType.STRING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.recsys.data.ItemCatalog;
import dev.recsys.event.EventLog;
import dev.recsys.event.Rejection;
import dev.recsys.event.RejectionLimit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code of docs/how-to/read-events.md compiles, because it stands here too, and does what the page says. */
class ReadEventsGuideTest {

    private static final Pattern SNIPPET = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @TempDir
    static Path directory;

    private static String root() {
        String root = System.getProperty("recsys.root", "");
        assumeTrue(!root.isEmpty(), "recsys.root, the project's directory, is not set: run by Maven it is");
        return root;
    }

    @Test
    void everySnippetOfThePageStandsInThisTest() throws IOException {
        String page = Files.readString(Path.of(root(), "docs/how-to/read-events.md"));
        String test = plain(Files.readString(
                Path.of(root(), "recsys-io/files/src/test/java/dev/recsys/io/files/ReadEventsGuideTest.java")));
        Matcher snippets = SNIPPET.matcher(page);
        int found = 0;
        while (snippets.find()) {
            assertThat(test).contains(plain(snippets.group(1)));
            found++;
        }
        assertThat(found).isEqualTo(9);
    }

    @Test
    void thePageListsAllUsualNames() throws IOException {
        String page = Files.readString(Path.of(root(), "docs/how-to/read-events.md"));

        for (EventField field : EventField.values()) {
            assertThat(page).containsPattern("\\| " + field.key() + " \\|[^|]+\\| " + field.usualNames() + " \\|");
        }
    }

    private static String plain(String code) {
        return code.replaceAll("\\s+", "");
    }

    @Test
    void theSnippetsDoWhatThePageSays() throws IOException {
        Rows.file(directory, "orders.csv", "buyer,sku,pieces,ordered_at\n1,2,3,2016-03-28\n");
        Rows.file(directory, "u.data", "1\t2\t3\t4\n");
        Rows.file(directory, "ratings.dat", "1::2::3\n");
        Rows.file(directory, "clicks.jsonl.gz", Rows.gzip("{\"visitor\":\"a\",\"page\":\"b\",\"at\":5}\n"));
        Rows.file(directory, "train.txt", "1 2 3\n");
        Path movieLens = Files.createDirectory(directory.resolve("ml-100k"));
        Rows.file(movieLens, "u.data", "1\t2\t3\t4\n");
        Rows.file(movieLens, "u.genre", "Drama|0\n");
        Rows.file(movieLens, "u.item", "2|Film||||1\n");

        Snippets.usualColumns();
        Snippets.namedColumns();
        Snippets.separators();
        Snippets.otherFiles();
        Snippets.movieLens();
        Snippets.brokenRows();
    }

    /** The code of the page, with paths in the test's directory. */
    private static final class Snippets {

        private static final class Path {
            static java.nio.file.Path of(String name) {
                return directory.resolve(name);
            }
        }

        static void usualColumns() {
            Rows.file(directory, "plays.csv", "user,item\nalice,1\n");
            EventLog<String, Integer> log = EventLog.read(CsvEvents.of(Path.of("plays.csv"), STRING, INT));
            assertThat(log.size()).isEqualTo(1);
        }

        static void namedColumns() {
            CsvEvents<Long, Long> purchases = CsvEvents.of(Path.of("orders.csv"), LONG, LONG)
                    .withColumns(
                            CsvColumns.of("buyer", "sku").withWeight("pieces").withTime("ordered_at"))
                    .withDefaultType("purchase");
            assertThat(Rows.of(purchases)).containsExactly("2: 1 2 3.0 purchase @1459123200000");

            CsvColumns columns = CsvColumns.parse("user=0,item=1,weight=2,time=3");
            assertThat(columns).isEqualTo(CsvColumns.of(0, 1).withWeight(2).withTime(3));
        }

        static void separators() {
            CsvEvents<Integer, Integer> ratings = CsvEvents.of(Path.of("u.data"), INT, INT)
                    .withSeparator('\t')
                    .withoutHeader();
            CsvEvents<Integer, Integer> ratings1m = CsvEvents.of(Path.of("ratings.dat"), INT, INT)
                    .withSeparator("::")
                    .withoutHeader();
            assertThat(Rows.of(ratings)).containsExactly("1: 1 2 3.0 interaction @4000");
            assertThat(Rows.of(ratings1m)).containsExactly("1: 1 2 3.0 interaction");
        }

        static void otherFiles() {
            JsonLinesEvents<String, String> clicks = JsonLinesEvents.of(Path.of("clicks.jsonl.gz"), STRING, STRING)
                    .withColumns(CsvColumns.of("visitor", "page").withTime("at"));
            assertThat(Rows.of(clicks)).containsExactly("1: a b 1.0 interaction @5000");

            AdjacencyEvents<Integer, Integer> train = AdjacencyEvents.of(Path.of("train.txt"), INT, INT);
            assertThat(Rows.of(train)).hasSize(2);
        }

        static void movieLens() {
            MovieLens movieLens = MovieLens.open(Path.of("ml-100k"));
            EventLog<Integer, Integer> films = EventLog.read(movieLens.events());
            ItemCatalog<Integer> titles = movieLens.catalog();
            assertThat(films.size()).isEqualTo(1);
            assertThat(titles.categories(2)).containsExactly("Drama");
        }

        static void brokenRows() {
            Rows.file(directory, "plays.csv", "user,item\n" + "bob,2\n".repeat(200) + ",3\nbob,x\n");
            EventLog<String, Integer> most =
                    EventLog.read(CsvEvents.of(Path.of("plays.csv"), STRING, INT), RejectionLimit.share(0.01));
            String summary = most.rejections().summary(); // 3 of 1000 rows rejected: 2 missing user, 1 not finite
            List<Rejection> places = most.rejections().firstPlaces();
            assertThat(summary).isEqualTo("2 of 202 rows rejected: 1 missing user, 1 invalid id");
            assertThat(places).extracting(Rejection::line).containsExactly(202L, 203L);
        }
    }
}
