package dev.recsys.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.recsys.data.Dataset;
import dev.recsys.data.SparseMatrix;
import dev.recsys.data.SparseMatrixBuilder;
import dev.recsys.event.IdIndex;
import dev.recsys.event.IdType;
import dev.recsys.model.ModelBundle;
import dev.recsys.popularity.Popularity;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class WarmStartTest {

    private static final Map<String, Map<Integer, Float>> BEFORE = Map.of(
            "ann", Map.of(1, 1f, 2, 5f), "bob", Map.of(2, 1f), "eve", Map.of(3, 2f), "zoe", Map.of(1, 1f, 3, 1f));

    private static Dataset<String, Integer> data(Map<String, Map<Integer, Float>> rows) {
        IdIndex<String> users = IdIndex.of(IdType.STRING, rows.keySet());
        TreeSet<Integer> itemIds = new TreeSet<>();
        rows.values().forEach(row -> itemIds.addAll(row.keySet()));
        IdIndex<Integer> items = IdIndex.of(IdType.INT, itemIds);
        SparseMatrixBuilder matrix = SparseMatrix.builder(users.size(), items.size());
        for (int user = 0; user < users.size(); user++) {
            Map<Integer, Float> row = new TreeMap<>(rows.get(users.id(user)));
            int[] columns = row.keySet().stream().mapToInt(items::positionOf).toArray();
            float[] values = new float[columns.length];
            int i = 0;
            for (float value : row.values()) {
                values[i++] = value;
            }
            matrix.appendRow(columns, values, columns.length);
        }
        return Dataset.of(users, items, matrix.build());
    }

    private static ModelBundle<String, Integer> parent(Map<String, Map<Integer, Float>> rows) {
        return Popularity.byUsers().train(data(rows), TrainingContext.defaults());
    }

    private static List<String> touchedUsers(WarmStart start, Dataset<String, Integer> data) {
        return java.util.stream.IntStream.range(0, data.users().size())
                .filter(start::isUserTouched)
                .mapToObj(data.users()::id)
                .toList();
    }

    private static List<Integer> touchedItems(WarmStart start, Dataset<String, Integer> data) {
        return java.util.stream.IntStream.range(0, data.items().size())
                .filter(start::isItemTouched)
                .mapToObj(data.items()::id)
                .toList();
    }

    @Test
    void rowsAreFoundAgainById() {
        Dataset<String, Integer> now = data(Map.of("bob", Map.of(2, 1f), "carl", Map.of(0, 1f, 3, 1f)));

        WarmStart start = WarmStart.of(parent(BEFORE), now);

        assertThat(start.parentUser(0)).isEqualTo(1);
        assertThat(start.parentUser(1)).isEqualTo(IdIndex.ABSENT);
        assertThat(List.of(start.parentItem(0), start.parentItem(1), start.parentItem(2)))
                .containsExactly(IdIndex.ABSENT, 1, 2);
    }

    @Test
    void newPairsGonePairsAndChangedWeightsTouchBothSides() {
        TreeMap<String, Map<Integer, Float>> rows = new TreeMap<>(BEFORE);
        rows.put("ann", Map.of(1, 1.05f, 2, 5f)); // within the tolerance
        rows.put("bob", Map.of(2, 3f)); // grew
        rows.put("zoe", Map.of(1, 1f)); // lost an item
        rows.put("new", Map.of(9, 1f));
        Dataset<String, Integer> now = data(rows);

        WarmStart start = WarmStart.of(parent(BEFORE), now);

        assertThat(touchedUsers(start, now)).containsExactly("bob", "new", "zoe");
        assertThat(touchedItems(start, now)).containsExactly(2, 3, 9);
    }

    @Test
    void aUserThatLeftTouchesTheItemsLeftBehind() {
        TreeMap<String, Map<Integer, Float>> rows = new TreeMap<>(BEFORE);
        rows.remove("eve");
        Dataset<String, Integer> now = data(rows);

        WarmStart start = WarmStart.of(parent(BEFORE), now);

        assertThat(touchedUsers(start, now)).isEmpty();
        assertThat(touchedItems(start, now)).containsExactly(3);
    }

    @Test
    void withoutHistoriesOnlyNewPairsAreKnown() {
        TreeMap<String, Map<Integer, Float>> rows = new TreeMap<>(BEFORE);
        rows.put("ann", Map.of(1, 1f, 2, 50f));
        rows.put("bob", Map.of(2, 1f, 3, 1f));
        Dataset<String, Integer> now = data(rows);

        WarmStart start = WarmStart.of(parent(BEFORE).withoutHistories(), now);

        assertThat(touchedUsers(start, now)).containsExactly("bob");
        assertThat(touchedItems(start, now)).containsExactly(3);
    }

    @RepeatedTest(20)
    void touchedRowsAreThoseOfANaiveComparison(RepetitionInfo repetition) {
        long seed = repetition.getCurrentRepetition();
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, Map<Integer, Float>> before = random(random);
        Map<String, Map<Integer, Float>> after = random(random);
        Dataset<String, Integer> now = data(after);
        TreeSet<String> users = new TreeSet<>();
        TreeSet<Integer> items = new TreeSet<>();
        TreeSet<String> all = new TreeSet<>(before.keySet());
        all.addAll(after.keySet());
        TreeSet<Integer> known = new TreeSet<>();
        before.values().forEach(row -> known.addAll(row.keySet()));
        for (String user : all) {
            for (int item = 0; item < 8; item++) {
                float was = before.getOrDefault(user, Map.of()).getOrDefault(item, 0f);
                float is = after.getOrDefault(user, Map.of()).getOrDefault(item, 0f);
                if (Math.abs((double) is - was) > 0.1 * Math.abs((double) was)) {
                    users.add(user);
                    items.add(item);
                }
            }
        }
        users.addAll(all.stream().filter(user -> !before.containsKey(user)).toList());
        users.retainAll(after.keySet());
        items.retainAll(touchable(now));
        touchable(now).stream().filter(item -> !known.contains(item)).forEach(items::add);

        WarmStart start = WarmStart.of(parent(before), now);

        assertThat(touchedUsers(start, now)).as("seed " + seed).containsExactlyElementsOf(users);
        assertThat(touchedItems(start, now)).as("seed " + seed).containsExactlyElementsOf(items);
    }

    private static List<Integer> touchable(Dataset<String, Integer> data) {
        return java.util.stream.IntStream.range(0, data.items().size())
                .mapToObj(data.items()::id)
                .toList();
    }

    private static Map<String, Map<Integer, Float>> random(SplittableRandom random) {
        Map<String, Map<Integer, Float>> rows = new TreeMap<>();
        for (int user = 0; user < 6; user++) {
            if (random.nextInt(4) > 0) {
                Map<Integer, Float> row = new TreeMap<>();
                for (int item = 0; item < 8; item++) {
                    if (random.nextInt(3) == 0) {
                        row.put(item, 1f + random.nextInt(3) * 0.08f);
                    }
                }
                rows.put("user" + user, row);
            }
        }
        rows.put("always", Map.of(0, 1f));
        return rows;
    }

    @Test
    void aTrainerThatCannotStartFromAModelSaysSo() {
        Dataset<String, Integer> now = data(BEFORE);
        WarmStart start = WarmStart.of(parent(BEFORE), now);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Popularity.byUsers().train(now, start, TrainingContext.defaults()))
                .withMessageContaining("cannot start from an earlier model");
        assertThatIllegalArgumentException().isThrownBy(() -> DeltaTraining.of(Popularity.byUsers()));
        assertThatIllegalArgumentException().isThrownBy(() -> start.withTouchedOnly(0));
    }

    @Test
    void driftIsTheShareOfListsNotInCommon() {
        ModelBundle<String, Integer> bundle = parent(BEFORE);

        Drift same = Drift.between(bundle, bundle, 2, 10, 1);
        assertThat(same.share()).isZero();
        assertThat(same.users()).isEqualTo(4);
        assertThat(Drift.ofStaleUsers(bundle, 2, 3, 1, user -> user != 0).users())
                .isEqualTo(3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Drift.ofStaleUsers(bundle.withoutHistories(), 2, 3, 1, user -> true))
                .withMessageContaining("keeps no histories");
    }
}
