package dev.recsys.event;

import dev.recsys.DataException;
import dev.recsys.Stable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What was read and what was not taken: rows by reason, with the first places.
 *
 * <p>Immutable, thread-safe; made by a {@link Collector}.
 */
@Stable
public final class Rejections {

    /** How many places are kept. */
    public static final int MAX_PLACES = 20;

    private final String source;
    private final long rowsRead;
    private final Map<RejectionReason, Long> counts;
    private final List<Rejection> first;

    private Rejections(String source, long rowsRead, Map<RejectionReason, Long> counts, List<Rejection> first) {
        this.source = source;
        this.rowsRead = rowsRead;
        this.counts = counts;
        this.first = first;
    }

    /** The name of the source. */
    public String source() {
        return source;
    }

    /** All rows of the source, taken or not. */
    public long rowsRead() {
        return rowsRead;
    }

    /** Rows not taken. */
    public long count() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Rows not taken, by reason; reasons that did not occur are absent. */
    public Map<RejectionReason, Long> countsByReason() {
        return counts;
    }

    /** The first {@value #MAX_PLACES} rows not taken, in the source's order. */
    public List<Rejection> firstPlaces() {
        return first;
    }

    /**
     * Fails if there are too many.
     *
     * @throws DataException naming the first place and its rule, all counts, and the remedy
     */
    public void check(RejectionLimit limit) {
        if (!limit.isExceededBy(count(), rowsRead)) {
            return;
        }
        Rejection worst = first.get(0);
        throw new DataException(
                source + ":" + worst.line() + ", " + worst.field(),
                worst.detail() + " (" + summary() + ", " + limit + " allowed)",
                "correct the row or allow a number of broken rows");
    }

    /** One line for a person, for instance {@code "3 of 1000 rows rejected: 2 missing user, 1 not finite"}. */
    public String summary() {
        String reasons = counts.entrySet().stream()
                .map(e -> e.getValue() + " " + e.getKey())
                .collect(Collectors.joining(", "));
        return count() + " of " + rowsRead + " rows rejected" + (reasons.isEmpty() ? "" : ": " + reasons);
    }

    @Override
    public String toString() {
        return source + ": " + summary();
    }

    /** Gathers the rejections of one source while it is read. Not thread-safe. */
    public static final class Collector {

        private final String source;
        private final Map<RejectionReason, Long> counts = new EnumMap<>(RejectionReason.class);
        private final List<Rejection> first = new ArrayList<>();
        private long rowsRead;

        /** Starts with nothing read. */
        public Collector(String source) {
            this.source = source;
        }

        /** Counts one row that was read, taken or not. */
        public void countRow() {
            rowsRead++;
        }

        /** Notes one row that is not taken. */
        public void reject(Rejection rejection) {
            counts.merge(rejection.reason(), 1L, Long::sum);
            if (first.size() < MAX_PLACES) {
                first.add(rejection);
            }
        }

        /** Notes rows not taken for a reason found only at the end, of which {@code rejection} is the first. */
        void rejectAtEnd(Rejection rejection, long rows) {
            counts.merge(rejection.reason(), rows, Long::sum);
            first.add(rejection);
        }

        /** How many rows were counted so far. */
        long rowsRead() {
            return rowsRead;
        }

        /** What was gathered so far. */
        public Rejections toRejections() {
            List<Rejection> inOrder = first.stream()
                    .sorted(Comparator.comparingLong(Rejection::line))
                    .limit(MAX_PLACES)
                    .toList();
            return new Rejections(source, rowsRead, Collections.unmodifiableMap(new EnumMap<>(counts)), inOrder);
        }
    }
}
