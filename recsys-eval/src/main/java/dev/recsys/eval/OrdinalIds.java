package dev.recsys.eval;

import dev.recsys.event.IdIndex;
import dev.recsys.event.IdIndexBuilder;
import dev.recsys.event.IdType;
import it.unimi.dsi.fastutil.objects.Object2IntOpenHashMap;
import java.util.ArrayList;
import java.util.List;

/** Numbers ids in the order they come: a look-up for an id that is there already makes no object. Not thread-safe. */
final class OrdinalIds<T> {

    private final IdIndexBuilder<T> builder;
    private final Object2IntOpenHashMap<T> known = new Object2IntOpenHashMap<>();
    private final List<T> ids = new ArrayList<>(); // by ordinal

    OrdinalIds(IdType<T> type) {
        this.builder = IdIndex.builder(type);
        known.defaultReturnValue(IdIndex.ABSENT);
    }

    int add(T id) {
        int ordinal = known.getInt(id);
        if (ordinal == IdIndex.ABSENT) {
            ordinal = builder.add(id);
            if (ordinal == ids.size()) {
                ids.add(id);
            }
            known.put(id, ordinal);
        }
        return ordinal;
    }

    int size() {
        return ids.size();
    }

    T id(int ordinal) {
        return ids.get(ordinal);
    }

    /** The index of all ids; nothing may be added afterwards. */
    IdIndex<T> build() {
        return builder.build();
    }

    /** For each ordinal the position in an index. */
    int[] positionsIn(IdIndex<T> index) {
        int[] positions = new int[ids.size()];
        for (int ordinal = 0; ordinal < positions.length; ordinal++) {
            positions[ordinal] = index.positionOf(ids.get(ordinal));
        }
        return positions;
    }
}
