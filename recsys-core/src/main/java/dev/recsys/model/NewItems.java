package dev.recsys.model;

import dev.recsys.data.FittedWeighting;
import dev.recsys.data.SeenByOthers;
import dev.recsys.data.SeenItems;
import dev.recsys.data.SparseMatrix;
import dev.recsys.data.SparseMatrixBuilder;
import dev.recsys.data.Weighting;
import dev.recsys.event.IdIndex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A bundle on its way to knowing more items: every part of it moved to the new positions. */
final class NewItems<U, I> {

    private final ModelBundle<U, I> bundle;
    private final IdIndex<I> items; // old and new
    private final int[] moved; // the new position of each old item
    private final int[] positions; // of the new items, ascending
    private final List<Map<Integer, Float>> takers = new ArrayList<>(); // of the new items, by user position
    private final Map<U, List<Integer>> others = new LinkedHashMap<>(); // takers without a row, with new positions

    NewItems(ModelBundle<U, I> bundle, Map<I, Map<U, Float>> added) {
        this.bundle = bundle;
        this.items = union(bundle.items(), added);
        this.moved = bundle.items().positionsIn(items);
        this.positions =
                added.keySet().stream().mapToInt(items::positionOf).sorted().toArray();
        for (int position : positions) {
            takers.add(known(position, added.getOrDefault(items.id(position), Map.of())));
        }
    }

    private static <I> IdIndex<I> union(IdIndex<I> known, Map<I, ?> added) {
        List<I> all = new ArrayList<>(added.keySet());
        for (I id : all) {
            if (known.contains(id)) {
                throw new IllegalArgumentException("item " + id + " is in the model already; new items only, its new"
                        + " events count at the next training");
            }
        }
        for (int item = 0; item < known.size(); item++) {
            all.add(known.id(item));
        }
        return IdIndex.of(known.type(), all);
    }

    /** Users the model has a row for; others tell nothing about the item, but have seen it. */
    private Map<Integer, Float> known(int item, Map<U, Float> weights) {
        Map<Integer, Float> byPosition = new TreeMap<>();
        weights.forEach((user, weight) -> {
            int position = bundle.users().positionOf(user);
            if (position != IdIndex.ABSENT) {
                byPosition.put(position, weight);
            } else {
                others.computeIfAbsent(user, any -> new ArrayList<>()).add(item);
            }
        });
        return byPosition;
    }

    ModelBundle<U, I> extended() {
        List<History> histories = takers.stream().map(NewItems::history).toList();
        return ModelBundle.restored(
                bundle.model().withItems(positions, histories),
                bundle.users(),
                items,
                SeenItems.of(seen()),
                seenByOthers(),
                bundle.histories().map(this::moved),
                popularity(),
                weighting(),
                bundle.catalog(),
                bundle.lineage());
    }

    private static History history(Map<Integer, Float> weights) {
        int[] users = new int[weights.size()];
        float[] values = new float[users.length];
        int count = 0;
        for (Map.Entry<Integer, Float> entry : weights.entrySet()) {
            users[count] = entry.getKey();
            values[count++] = entry.getValue();
        }
        return History.of(users, values, count);
    }

    private SeenByOthers<U> seenByOthers() {
        SeenByOthers<U> before = bundle.seenByOthers();
        List<U> ids = new ArrayList<>(others.keySet());
        for (int user = 0; user < before.users().size(); user++) {
            ids.add(before.users().id(user));
        }
        IdIndex<U> users = IdIndex.of(before.users().type(), ids);
        SparseMatrixBuilder builder = SparseMatrix.patternBuilder(users.size(), items.size());
        for (int user = 0; user < users.size(); user++) {
            U id = users.id(user);
            appendSeen(builder, before.of(id), others.getOrDefault(id, List.of()));
        }
        return SeenByOthers.of(users, SeenItems.of(builder.build()));
    }

    /** What was seen before, and the new items by those who took them. */
    private SparseMatrix seen() {
        SparseMatrix before = bundle.seen().toMatrix();
        Map<Integer, List<Integer>> taken = new TreeMap<>();
        for (int i = 0; i < positions.length; i++) {
            for (int user : takers.get(i).keySet()) {
                taken.computeIfAbsent(user, any -> new ArrayList<>()).add(positions[i]);
            }
        }
        SparseMatrixBuilder builder = SparseMatrix.patternBuilder(before.rows(), items.size());
        for (int user = 0; user < before.rows(); user++) {
            appendSeen(builder, before.columnsOf(user), taken.getOrDefault(user, List.of()));
        }
        return builder.build();
    }

    private void appendSeen(SparseMatrixBuilder builder, int[] before, List<Integer> more) {
        int[] all = Arrays.copyOf(before, before.length + more.size());
        for (int i = 0; i < before.length; i++) {
            all[i] = moved[before[i]];
        }
        for (int i = 0; i < more.size(); i++) {
            all[before.length + i] = more.get(i);
        }
        Arrays.sort(all);
        builder.appendRow(all, new float[all.length], all.length);
    }

    private SparseMatrix moved(SparseMatrix matrix) {
        SparseMatrixBuilder builder = matrix.isPattern()
                ? SparseMatrix.patternBuilder(matrix.rows(), items.size())
                : SparseMatrix.builder(matrix.rows(), items.size());
        int[] columns = new int[matrix.maxRowLength()];
        float[] values = new float[columns.length];
        for (int row = 0; row < matrix.rows(); row++) {
            int count = matrix.copyRow(row, columns, values);
            for (int i = 0; i < count; i++) {
                columns[i] = moved[columns[i]];
            }
            builder.appendRow(columns, values, count);
        }
        return builder.build();
    }

    private int[] popularity() {
        int[] counts = new int[items.size()];
        for (int item = 0; item < moved.length; item++) {
            counts[moved[item]] = bundle.popularity(item);
        }
        for (int i = 0; i < positions.length; i++) {
            counts[positions[i]] = (int)
                    takers.get(i).values().stream().filter(weight -> weight > 0).count();
        }
        return counts;
    }

    /** The idf of a new item follows from its takers as that of the others did from theirs. */
    private FittedWeighting weighting() {
        FittedWeighting before = bundle.weighting();
        if (before.kind() != Weighting.BM25) {
            return before;
        }
        float[] old = before.idf();
        float[] idf = new float[items.size()];
        for (int item = 0; item < old.length; item++) {
            idf[moved[item]] = old[item];
        }
        for (int i = 0; i < positions.length; i++) {
            idf[positions[i]] =
                    FittedWeighting.idf(bundle.users().size(), takers.get(i).size());
        }
        return FittedWeighting.bm25(before.k1(), before.b(), before.meanLength(), idf);
    }
}
