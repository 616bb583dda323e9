package dev.recsys.io.files;

import static dev.recsys.event.IdType.STRING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsys.DataException;
import dev.recsys.event.RejectionSink;
import dev.recsys.event.Rejections;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvPreferencesTest {

    @TempDir
    Path directory;

    private final List<String> taken = new ArrayList<>();
    private final List<String> broken = new ArrayList<>();

    private Rejections read(CsvPreferences<String> preferences) {
        return preferences.forEach(
                one -> taken.add(one + one.time().map(time -> " @" + time).orElse("")),
                (source, rejection, original) ->
                        broken.add(rejection.line() + " " + rejection.field() + ": " + rejection.detail()));
    }

    @Test
    void findsItsColumnsByName() throws IOException {
        Path file = Files.writeString(
                directory.resolve("likes.csv"),
                "genre,score,userId,time,comment\nDrama,0.5,a,2026-01-01,x\nWar,-1,b,,\n,1,c,,\nWar,much,c,,\n"
                        + "War,,c,,\nWar,inf,c,,\nWar,1,,,\n");

        Rejections rejections = read(CsvPreferences.of(file, STRING));

        assertThat(taken).containsExactly("a Drama 0.5 @2026-01-01T00:00:00Z", "b War -1.0");
        assertThat(broken)
                .containsExactly(
                        "4 column 1 (category): the category is missing",
                        "5 column 2 (score): 'much' is not a number",
                        "6 column 2 (score): the score is missing",
                        "7 column 2 (score): 'inf' is not finite",
                        "8 column 3 (user): the user id is missing");
        assertThat(rejections.summary()).startsWith("5 of 7 rows rejected");
    }

    @Test
    void withoutHeaderTheColumnsHaveTheirUsualOrder() throws IOException {
        Path file = Files.writeString(directory.resolve("likes.tsv"), "a\tDrama\t3\nb\tWar\t2\n");

        read(CsvPreferences.of(file, STRING).withSeparator("\t").withoutHeader());

        assertThat(taken).containsExactly("a Drama 3.0", "b War 2.0");
        assertThat(broken).isEmpty();
    }

    @Test
    void aTableThatLacksAColumnIsRefused() throws IOException {
        Path named = Files.writeString(directory.resolve("a.csv"), "user,genre\na,b\n");
        Path unnamed = Files.writeString(directory.resolve("b.csv"), "a,b\n");

        assertThatThrownBy(() -> CsvPreferences.of(named, STRING).forEach(one -> {}, RejectionSink.NONE))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("usual names of the score");
        assertThatThrownBy(
                        () -> CsvPreferences.of(unnamed, STRING).withoutHeader().forEach(one -> {}, RejectionSink.NONE))
                .hasMessageContaining("without a header the columns are user, category, score, time, but the first row"
                        + " has 2 fields");
    }
}
