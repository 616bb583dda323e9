package dev.recsys.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsys.data.ItemCatalog.Item;
import dev.recsys.event.EventLog;
import dev.recsys.event.IdType;
import dev.recsys.io.jdbc.JdbcDatabase;
import dev.recsys.io.jdbc.Sqlite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportCommandTest {

    @TempDir
    Path directory;

    private Path file(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content);
    }

    private Path database() {
        return directory.resolve("shop.db");
    }

    private JdbcDatabase<String, Integer> opened() {
        return JdbcDatabase.open(Sqlite.dataSource(database()), IdType.STRING, IdType.INT);
    }

    private Cli imports(Object... options) {
        Object[] all = new Object[options.length + 5];
        System.arraycopy(new Object[] {"import", "--database", database(), "--id-type", "string,int"}, 0, all, 0, 5);
        System.arraycopy(options, 0, all, 5, options.length);
        return Cli.run(all);
    }

    @Test
    void theSameFileAndAnOverlappingOneAddNothingTwice() throws IOException {
        Path monday = file("monday.csv", "user,item,weight\na,1,2\na,1,2\nb,2,1\n");
        Path tuesday = file("tuesday.csv", "user,item,weight\nb,2,1\nc,3,1\n");

        Cli first = imports("--events", monday, "--header");
        Cli again = imports("--events", monday, tuesday, "--header");

        assertThat(first.code()).as(first.err()).isZero();
        assertThat(first.out())
                .isEqualTo("events       " + monday + ": 3 read, 3 added, 0 already there, 0 rejected\n");
        assertThat(again.out().lines())
                .containsExactly(
                        "events       " + monday + ": 3 read, 0 added, 3 already there, 0 rejected",
                        "events       " + tuesday + ": 2 read, 1 added, 1 already there, 0 rejected");
        assertThat(again.err()).isEmpty();
        assertThat(opened().events().count()).isEqualTo(4);
    }

    @Test
    void itemsAndPreferencesAreImportedToo() throws IOException {
        Path items = file("items.csv", "item,title,categories,year\n1,One,a|b,1999\n2,Two,,\n");
        Path likes = file("likes.csv", "user,category,score\na,Drama,1\na,War,-1\n");
        imports("--items", items, "--preferences", likes, "--header");
        Files.writeString(items, "item,title,categories,year\n1,Uno,a|b,1999\n3,Three,,\n");

        Cli again = imports("--items", items, "--preferences", likes, "--header");

        assertThat(again.out().lines())
                .containsExactly(
                        "items        " + items + ": 2 read, 1 added, 1 changed, 0 already there, 0 rejected",
                        "preferences  " + likes + ": 2 read, 0 added, 0 changed, 2 already there, 0 rejected");
        Item<Integer> one = opened().items().load().find(1).orElseThrow();
        assertThat(one.title()).contains("Uno");
        assertThat(one.attributes()).isEqualTo(Map.of("year", "1999"));
        assertThat(opened().preferences().find("a")).isEqualTo(Map.of("Drama", 1.0, "War", -1.0));
    }

    @Test
    void brokenRowsAreWrittenDownCorrectedAndImported() throws IOException {
        Path plays = file("plays.csv", "user,item,weight\na,1,2\nb,x,1\nc,3,many\n");
        Path rejected = directory.resolve("rejected.csv");

        Cli refused = imports("--events", plays, "--header", "--rejected", rejected);
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err())
                .contains("plays.csv:3, column 2 (item): 'x' is not an id of type int (2 of 3 rows rejected")
                .contains("allow some broken rows with --max-rejected");
        assertThat(Files.readAllLines(rejected)).hasSize(3);
        assertThat(opened().events().count()).isZero();

        Cli some = imports("--events", plays, "--header", "--rejected", rejected, "--max-rejected", "2");
        assertThat(some.out()).contains("3 read, 1 added, 0 already there, 2 rejected");
        assertThat(some.err()).contains("the broken rows are in " + rejected + ": correct them there");
        assertThat(Files.readAllLines(rejected)).hasSize(3);

        Files.writeString(
                rejected,
                Files.readString(rejected).replace("\"b,x,1\"", "\"b,2,1\"").replace("c,3,many", "c,3,4"));
        Cli corrected = imports("--events", rejected, "--header");
        assertThat(corrected.out()).contains("2 read, 2 added, 0 already there, 0 rejected");
        assertThat(EventLog.read(opened().events().source()).items().size()).isEqualTo(3);
    }

    @Test
    void severalFilesHaveADirectoryForTheirBrokenRows() throws IOException {
        Path events = file("plays.tsv", "a\t1\nb\tx\n");
        Path items = file("items.csv", "y,Title\n");
        Path place = Files.createDirectory(directory.resolve("rejected"));

        Cli one = imports("--events", events, "--items", items, "--rejected", directory.resolve("r.csv"));
        assertThat(one.code()).isEqualTo(2);
        assertThat(one.err()).contains("several files need a directory");

        Cli both = imports("--events", events, "--items", items, "--rejected", place, "--max-rejected", "1");
        assertThat(both.code()).as(both.err()).isZero();
        assertThat(place.resolve("plays.tsv")).content().contains("b\tx");
        assertThat(place.resolve("items.csv")).content().contains("y,Title");
    }

    @Test
    void rejectedRowsGoWhereTheyCanBeImportedFromAndNowhereElse() throws IOException {
        Path events = file("plays.tsv", "a\tx\n");
        Path mine = file("mine.tsv", "keep me\n");

        assertThat(imports("--events", events, "--rejected", events).err()).contains("is the file to be imported");
        assertThat(imports("--events", events, "--rejected", directory.resolve("r.csv"))
                        .err())
                .contains("its name suggests another separator");
        assertThat(imports("--events", events, "--rejected", mine).err())
                .contains("mine.tsv: the file exists and is no file of rejected rows");
        assertThat(mine).hasContent("keep me");
        assertThat(imports("--events", events, "--rejected", directory.resolve("no/r.tsv"))
                        .err())
                .contains("there is no directory");
    }

    @Test
    void aMovieLensDirectoryHasEventsAndItems() throws IOException {
        file("ratings.csv", "userId,movieId,rating,timestamp\n1,31,2.5,1260759144\n");
        file("movies.csv", "movieId,title,genres\n31,Solaris (1972),Drama|Sci-Fi\n");

        Cli imported = Cli.run("import", "--database", database(), "--events", directory, "--layout", "movielens");

        assertThat(imported.code()).as(imported.err()).isZero();
        assertThat(imported.out())
                .contains("items ", "1 read, 1 added, 0 changed, 0 already there")
                .contains("events ", "1 read, 1 added, 0 already there");
        JdbcDatabase<Integer, Integer> database =
                JdbcDatabase.open(Sqlite.dataSource(database()), IdType.INT, IdType.INT);
        assertThat(database.items().load().find(31).orElseThrow().attributes()).isEqualTo(Map.of("year", "1972"));

        Cli films = Cli.run(
                "import", "--database", database(), "--items", directory, "--id-type", "int", "--max-rejected", "0");
        assertThat(films.out()).contains("1 already there");
    }

    @Test
    void mistakesAreOneLineThatSaysWhatIsRight() throws IOException {
        Path events = file("plays.csv", "user,item\na,1\n");
        List<Cli> failures = List.of(
                imports("--events", directory.resolve("none.csv")),
                imports("--events", events),
                imports("--items", events, "--layout", "jsonl"),
                imports("--events", events, "--header", "--max-rejected", "few"),
                Cli.run("import", "--database", directory.resolve("no/shop.db"), "--events", events));

        assertThat(failures).allSatisfy(one -> assertThat(one.errors()).hasSize(1));
        assertThat(failures.stream().map(Cli::code)).containsExactly(1, 1, 2, 2, 1);
        assertThat(failures.get(0).err()).contains("there is no such file");
        assertThat(failures.get(1).err())
                .contains("plays.csv:1, column 2 (item)")
                .contains("add --header");
        assertThat(failures.get(2).err()).contains("--items does not go with --layout jsonl");
        imports("--events", events, "--header");
        assertThat(Cli.run("import", "--database", database(), "--events", events, "--header")
                        .err())
                .contains("users of type string and items of type int but was opened with string and string");
    }
}
