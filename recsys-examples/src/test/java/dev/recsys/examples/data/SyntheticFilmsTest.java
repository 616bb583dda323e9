package dev.recsys.examples.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsys.data.ItemCatalog;
import dev.recsys.event.EventLog;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SyntheticFilmsTest {

    private static EventLog<Integer, Integer> log(long seed) {
        return EventLog.read(SyntheticFilms.of(300, 200, seed).events());
    }

    @Test
    void theSameSeedMakesTheSameWorldAndAnotherSeedAnother() {
        assertThat(log(7).fingerprint()).isEqualTo(log(7).fingerprint()).isNotEqualTo(log(8).fingerprint());
        assertThat(SyntheticFilms.of(300, 200, 7).catalog())
                .isEqualTo(SyntheticFilms.of(300, 200, 7).catalog());
    }

    @Test
    void everyFilmHasATitleOfItsOwnAndCategories() {
        ItemCatalog<Integer> catalog = SyntheticFilms.of(1, 1200, 7).catalog();
        Set<String> titles = new HashSet<>();

        catalog.items().forEach(item -> titles.add(item.title().orElseThrow().replaceAll(" \\(\\d+\\)$", "")));

        assertThat(catalog.size()).isEqualTo(1200);
        assertThat(titles).hasSize(1200);
        assertThat(catalog.items())
                .allMatch(item -> !item.categories().isEmpty()
                        && new HashSet<>(item.categories()).size()
                                == item.categories().size());
    }

    @Test
    void aFewFilmsAreWatchedByManyAndMostByFew() {
        EventLog<Integer, Integer> log = log(7);
        int[] counts = new int[log.items().size()];
        for (int row = 0; row < log.size(); row++) {
            counts[log.item(row)]++;
        }
        Arrays.sort(counts);
        int top = Arrays.stream(counts, counts.length - counts.length / 5, counts.length)
                .sum();

        assertThat((double) top / log.size())
                .as("share of the most watched fifth")
                .isBetween(0.35, 0.8);
    }

    @Test
    void nobodyWatchesAFilmTwiceAndThereAreMoreEventsLater() {
        EventLog<Integer, Integer> log = log(7);
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (int row = 0; row < log.size(); row++) {
            first = Math.min(first, log.time(row));
            last = Math.max(last, log.time(row));
            if (row > 0 && log.user(row) == log.user(row - 1)) {
                assertThat(log.item(row)).isNotEqualTo(log.item(row - 1));
            }
        }
        long half = first + (last - first) / 2;
        int later = 0;
        for (int row = 0; row < log.size(); row++) {
            later += log.time(row) > half ? 1 : 0;
        }
        assertThat((double) later / log.size()).as("share of the second half").isGreaterThan(0.6);
    }

    @Test
    void tooSmallAWorldIsRefused() {
        assertThatThrownBy(() -> SyntheticFilms.of(0, 100, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SyntheticFilms.of(1, 9, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
