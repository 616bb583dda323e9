package dev.recsys.feature;

import dev.recsys.data.SeenByOthers;
import dev.recsys.data.SeenItems;
import dev.recsys.data.SparseMatrix;
import dev.recsys.data.SparseMatrixBuilder;
import dev.recsys.event.EventLog;
import dev.recsys.event.IdIndex;
import java.util.Arrays;
import java.util.List;

/** Which of the remaining items each remaining user has had an event with, but for the types that leave it unseen. */
final class SeenPairs {

    private SeenPairs() {}

    /**
     * Which of the remaining items the remaining users have seen.
     *
     * @param strengths of what remains; shares its storage with the result where it has the same places
     */
    static SparseMatrix of(
            EventLog<?, ?> log, FeatureConfig config, Core core, PairStrengths pairs, SparseMatrix strengths) {
        boolean isAllSeen =
                log.types().stream().noneMatch(type -> config.unseenTypes().contains(type));
        return pairs.hasAllPairs() && isAllSeen ? strengths.toPattern() : of(log, config, core, core.users());
    }

    /** Which of the remaining items the given users, by their positions in the log, have seen. */
    static SparseMatrix of(EventLog<?, ?> log, FeatureConfig config, Core core, int[] users) {
        List<String> types = log.types();
        boolean[] seenType = new boolean[types.size()];
        for (int t = 0; t < seenType.length; t++) {
            seenType[t] = !config.unseenTypes().contains(types.get(t));
        }
        SparseMatrixBuilder builder = SparseMatrix.patternBuilder(users.length, core.items().length);
        int[] items = new int[core.items().length];
        float[] noValues = new float[0];
        for (int user : users) {
            int count = 0;
            int end = log.firstRow(user + 1);
            for (int row = log.firstRow(user); row < end; row++) {
                int item = core.newItem(log.item(row));
                boolean isNew = count == 0 || items[count - 1] != item; // rows of a user are in order of items
                if (item != IdIndex.ABSENT && isNew && seenType[log.type(row)]) {
                    items[count++] = item;
                }
            }
            builder.appendRow(items, noValues, count);
        }
        return builder.build();
    }

    /** What those users have seen who do not remain. */
    static <U> SeenByOthers<U> byOthers(EventLog<U, ?> log, FeatureConfig config, Core core) {
        int[] gone = complement(core.users(), log.users().size());
        SparseMatrix all = of(log, config, core, gone);
        int[] kept = new int[gone.length];
        int count = 0;
        for (int i = 0; i < gone.length; i++) {
            if (all.rowLength(i) > 0) {
                kept[count++] = gone[i];
            }
        }
        int[] others = Arrays.copyOf(kept, count);
        return SeenByOthers.of(log.users().select(others), SeenItems.of(of(log, config, core, others)));
    }

    private static int[] complement(int[] ascending, int size) {
        int[] rest = new int[size - ascending.length];
        int next = 0;
        int count = 0;
        for (int position = 0; position < size; position++) {
            if (next < ascending.length && ascending[next] == position) {
                next++;
            } else {
                rest[count++] = position;
            }
        }
        return rest;
    }
}
