package dev.recsys.rerank;

import dev.recsys.data.Dataset;
import dev.recsys.data.FactorMatrix;
import dev.recsys.data.FactorMatrixBuilder;
import dev.recsys.data.ItemCatalog;
import dev.recsys.data.ItemCatalog.Item;
import dev.recsys.data.SparseMatrix;
import dev.recsys.event.IdIndex;
import dev.recsys.event.IdType;
import dev.recsys.model.FactorModel;
import dev.recsys.model.ModelBundle;
import dev.recsys.model.ModelInfo;
import dev.recsys.recommend.Recommendation;
import dev.recsys.recommend.Request;
import dev.recsys.recommend.RerankContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** A random small world to order candidates in: items 0 to 39, of which the model knows those below 35. */
final class Shelf {

    static final int ITEMS = 40;
    static final int KNOWN = 35;
    static final int USERS = 12;
    static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
    private static final List<String> CATEGORIES = List.of("a", "b", "c", "d", "e");

    final SplittableRandom random;
    final ModelBundle<Integer, Integer> bundle;
    final float[][] factors = new float[KNOWN][];

    Shelf(long seed) {
        random = new SplittableRandom(seed);
        var rows = SparseMatrix.builder(USERS, KNOWN);
        for (int user = 0; user < USERS; user++) {
            int[] items = random.ints(user, 0, KNOWN).sorted().distinct().toArray();
            float[] weights = new float[items.length];
            for (int i = 0; i < weights.length; i++) {
                weights[i] = random.nextInt(6) == 0 ? -1 : random.nextInt(1, 5);
            }
            rows.appendRow(items, weights, items.length);
        }
        FactorMatrixBuilder users = FactorMatrix.builder(USERS, 3);
        FactorMatrixBuilder items = FactorMatrix.builder(KNOWN, 3);
        List<Item<Integer>> entries = new ArrayList<>();
        for (int item = 0; item < ITEMS; item++) {
            if (item < KNOWN) {
                factors[item] = new float[] {random.nextInt(-2, 3), random.nextInt(-2, 3), random.nextInt(-2, 3)};
                items.setRow(item, factors[item], 0);
            }
            if (random.nextInt(5) > 0) {
                entries.add(entry(item));
            }
        }
        Dataset<Integer, Integer> data = Dataset.of(
                IdIndex.of(IdType.INT, IntStream.range(0, USERS).boxed().toList()),
                IdIndex.of(IdType.INT, IntStream.range(0, KNOWN).boxed().toList()),
                rows.build());
        bundle = ModelBundle.of(
                        FactorModel.of(ModelInfo.of("factors", Map.of(), data.shape()), users.build(), items.build()),
                        data)
                .withCatalog(ItemCatalog.of(IdType.INT, entries));
    }

    private Item<Integer> entry(int item) {
        Item<Integer> entry = Item.of(item)
                .withCategories(CATEGORIES.stream()
                        .filter(category -> random.nextInt(3) == 0)
                        .toList());
        if (random.nextBoolean()) {
            entry = entry.withValidFrom(NOW.plus(Duration.ofHours(random.nextInt(-2000, 100))));
        }
        return switch (random.nextInt(4)) {
            case 0 -> entry.withAttributes(Map.of("released", "2026-0" + random.nextInt(1, 7) + "-10"));
            case 1 -> entry.withAttributes(Map.of("released", "2026-0" + random.nextInt(1, 7) + "-10T08:30:00Z"));
            case 2 -> entry.withAttributes(Map.of("released", "long ago"));
            default -> entry;
        };
    }

    /** Distinct items with falling scores, some of them equal; in every other list the last ones of a fallback. */
    List<Recommendation<Integer>> candidates() {
        int count = random.nextInt(0, 25);
        List<Integer> items = new ArrayList<>(
                random.ints(0, ITEMS).distinct().limit(count).boxed().toList());
        int own = random.nextBoolean() ? count : random.nextInt(count + 1);
        List<Recommendation<Integer>> list = new ArrayList<>();
        float score = 5;
        for (int c = 0; c < count; c++) {
            score = c == own ? 1000 : score - random.nextInt(3) * 0.7f;
            list.add(Recommendation.of(items.get(c), score, c + 1, c < own ? "factors" : "popularity"));
        }
        return List.copyOf(list);
    }

    RerankContext<Integer, Integer> context() {
        int k = random.nextInt(1, 12);
        return RerankContext.of(Request.forUser(random.nextInt(USERS), k), bundle, NOW);
    }

    List<String> categories(Recommendation<Integer> one) {
        return bundle.catalog().categories(one.item());
    }

    static List<Integer> items(List<Recommendation<Integer>> list) {
        return list.stream().map(Recommendation::item).toList();
    }

    /** A candidate's score stretched to 0..1 within its source, earlier sources above later ones. */
    static double relevance(List<Recommendation<Integer>> candidates, Recommendation<Integer> one) {
        List<String> sources =
                candidates.stream().map(Recommendation::source).distinct().toList();
        var scores = candidates.stream()
                .filter(other -> other.source().equals(one.source()))
                .mapToDouble(Recommendation::score)
                .summaryStatistics();
        double own = scores.getMax() == scores.getMin()
                ? 1
                : (one.score() - scores.getMin()) / (scores.getMax() - scores.getMin());
        return (sources.size() - 1 - sources.indexOf(one.source()) + own) / sources.size();
    }

    /** The naive greedy choice: the first of the highest values of a list with one candidate more; then the others. */
    static List<Recommendation<Integer>> greedy(
            List<Recommendation<Integer>> candidates,
            int k,
            double tolerance,
            ToDoubleFunction<List<Recommendation<Integer>>> value) {
        List<Recommendation<Integer>> chosen = new ArrayList<>();
        List<Recommendation<Integer>> left = new ArrayList<>(candidates);
        while (chosen.size() < k && !left.isEmpty()) {
            Recommendation<Integer> best = left.get(0);
            double highest = Double.NEGATIVE_INFINITY;
            for (Recommendation<Integer> one : left) {
                List<Recommendation<Integer>> with = new ArrayList<>(chosen);
                with.add(one);
                double found = value.applyAsDouble(with);
                if (found > highest + tolerance) {
                    best = one;
                    highest = found;
                }
            }
            chosen.add(best);
            left.remove(best);
        }
        chosen.addAll(left);
        return chosen;
    }
}
