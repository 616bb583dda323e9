package dev.recsys.feature;

import dev.recsys.data.SparseMatrix;
import dev.recsys.data.SparseMatrixBuilder;
import dev.recsys.event.EventLog;
import dev.recsys.event.IdIndex;
import java.util.List;

/** Which of the remaining items each remaining user has had an event with, but for the types that leave it unseen. */
final class SeenPairs {

    private SeenPairs() {}

    static SparseMatrix of(EventLog<?, ?> log, FeatureConfig config, Core core) {
        List<String> types = log.types();
        boolean[] seenType = new boolean[types.size()];
        for (int t = 0; t < seenType.length; t++) {
            seenType[t] = !config.unseenTypes().contains(types.get(t));
        }
        SparseMatrixBuilder builder = SparseMatrix.patternBuilder(core.users().length, core.items().length);
        int[] items = new int[core.items().length];
        float[] noValues = new float[0];
        for (int user : core.users()) {
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
}
