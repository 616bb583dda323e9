package dev.recsys.examples.host;

import static dev.recsys.event.IdType.INT;
import static dev.recsys.event.IdType.STRING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.recsys.als.Als;
import dev.recsys.event.EventLog;
import dev.recsys.io.files.CsvEvents;
import dev.recsys.model.ModelBundle;
import dev.recsys.recommend.Recommendation;
import dev.recsys.recommend.Recommender;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a file to recommendations: the four statements of the quickstart. */
class CsvToRecommendationsTest {

    @TempDir
    Path directory;

    @Test
    void aliceGetsTenItemsSheHasNotSeen() throws IOException {
        Path plays = Plays.csv(directory);

        EventLog<String, Integer> log = EventLog.read(CsvEvents.of(plays, STRING, INT));
        ModelBundle<String, Integer> model =
                Als.implicit().withFactors(64).withSeed(7).train(log);
        Recommender<String, Integer> recommender = Recommender.of(model);

        recommender.recommend("alice", 10).forEach(r -> System.out.printf("%s  %.3f%n", r.item(), r.score()));

        List<Recommendation<Integer>> list = recommender.recommend("alice", 10);
        assertThat(list).hasSize(10);
        assertThat(list).extracting(Recommendation::item).doesNotContainAnyElementsOf(seenBy("alice", log));
        assertThat(list).extracting(Recommendation::score).isSortedAccordingTo((a, b) -> Float.compare(b, a));
        assertThat(recommender.recommend("nobody", 10))
                .as("an unknown user is a normal case")
                .isEmpty();
    }

    private static Set<Integer> seenBy(String user, EventLog<String, Integer> log) {
        int position = log.users().positionOf(user);
        Set<Integer> items = new HashSet<>();
        IntStream.range(log.firstRow(position), log.firstRow(position + 1))
                .forEach(row -> items.add(log.items().id(log.item(row))));
        return items;
    }
}
