package dev.recsys.eval.split;

import dev.recsys.Stable;
import dev.recsys.event.EventLog;
import dev.recsys.feature.FeatureConfig;
import java.time.Instant;
import java.util.List;

/**
 * Tests with users of whom nothing is trained on: new ones in time, or some drawn at random. How well newcomers are
 * served before they have done anything: by a model that serves everybody alike, by their attributes, or not at all.
 *
 * <p>In time, those whose first event is at a cut or later are tested with; training ends at the cut, and what known users
 * had later is unused: nothing leaks. Drawn, everything of the other users is trained on, which leaks the future; see
 * {@link Split#leakage()}. Pairs with events of the {@link #ignoredTypes()} only - exposures, by default - are not tested with.
 *
 * <p>Immutable, thread-safe.
 */
@Stable
public final class ColdUsers implements Splitter {

    private final Rule rule;
    private final String description;
    private final List<String> ignoredTypes;

    private ColdUsers(Rule rule, String description, List<String> ignoredTypes) {
        this.rule = rule;
        this.description = description;
        this.ignoredTypes = ignoredTypes;
    }

    /** Finds the codes of all rows. */
    @FunctionalInterface
    private interface Rule {

        byte[] codes(EventLog<?, ?> log, ColdRows rows);
    }

    /**
     * A random share of all users, at least one.
     *
     * @param share greater than 0, less than 1
     */
    public static ColdUsers drawn(double share, long seed) {
        Shares.require("share", share);
        return new ColdUsers(
                (log, rows) -> rows.drawn(share, seed),
                "cold users, " + share + " of all users, seed " + seed,
                List.of(FeatureConfig.EXPOSURE));
    }

    /** The users whose first event is at {@code instant} or later. */
    public static ColdUsers since(Instant instant) {
        return inTime(TimeCut.at(instant), "new since " + instant);
    }

    /**
     * The users whose first event is among the latest share of all events.
     *
     * @param share of the events, greater than 0, less than 1
     */
    public static ColdUsers amongLatest(double share) {
        return inTime(TimeCut.latest(share), "new in the latest " + share + " of all events");
    }

    private static ColdUsers inTime(TimeCut cut, String text) {
        Rule rule = (log, rows) -> {
            log.requireTime("a split in time");
            return rows.newSince(cut.of(log));
        };
        return new ColdUsers(rule, "cold users, " + text, List.of(FeatureConfig.EXPOSURE));
    }

    /** A copy that ignores events of other types. */
    public ColdUsers withIgnoredTypes(List<String> newIgnoredTypes) {
        return new ColdUsers(rule, description, List.copyOf(newIgnoredTypes));
    }

    /** Types of events that are not tested with. Default exposures. */
    public List<String> ignoredTypes() {
        return ignoredTypes;
    }

    /**
     * {@inheritDoc}
     *
     * @throws dev.recsys.DataException if the log has no times and needs them, or there is no such user
     */
    @Override
    public <U, I> Split<U, I> split(EventLog<U, I> log) {
        ColdRows rows = ColdRows.ofUsers(log, new PairRows(log, ignoredTypes));
        return Split.ofCodes(log, rule.codes(log, rows), description());
    }

    @Override
    public String description() {
        return description + PairRows.text(ignoredTypes);
    }

    @Override
    public String toString() {
        return description();
    }
}
