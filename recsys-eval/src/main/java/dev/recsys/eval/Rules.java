package dev.recsys.eval;

import dev.recsys.Stable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What becomes of the cases on which tools disagree: users to whom nothing is relevant, users without a list, items twice in a
 * list, items nobody judged, equal scores. Every preset has its rules, and every result can say them.
 *
 * <p>Immutable, thread-safe.
 */
@Stable
public final class Rules {

    private static final Rules DEFAULTS = new Rules(
            NoRelevant.EXCLUDE, NoList.ZERO, Duplicates.ERROR, Unjudged.KEEP, Ties.AS_RANKED, Double.MIN_VALUE);

    private static final Rules TREC = DEFAULTS.withNoRelevant(NoRelevant.ZERO).withLevel(1);

    private final NoRelevant noRelevant;
    private final NoList noList;
    private final Duplicates duplicates;
    private final Unjudged unjudged;
    private final Ties ties;
    private final double level;

    private Rules(
            NoRelevant noRelevant, NoList noList, Duplicates duplicates, Unjudged unjudged, Ties ties, double level) {
        this.noRelevant = noRelevant;
        this.noList = noList;
        this.duplicates = duplicates;
        this.unjudged = unjudged;
        this.ties = ties;
        this.level = level;
    }

    /** Of users to whom nothing is relevant. */
    public enum NoRelevant {
        /** They are left out, and counted. */
        EXCLUDE,
        /** They count with 0, as in trec_eval. */
        ZERO
    }

    /** Of users to whom something is relevant, but who got no list. */
    public enum NoList {
        /** They count with 0. */
        ZERO,
        /** They have no value, so that a mean is over users with a list: a system that answers the easy users only gains by it. */
        INTERSECTION
    }

    /** Of items that are in a list more than once. */
    public enum Duplicates {
        /** They are an error. */
        ERROR,
        /** The best place counts, and the others are taken out before the cut. */
        KEEP_FIRST
    }

    /** Of items in a list whose worth to the user nobody judged. */
    public enum Unjudged {
        /** They are not relevant. */
        KEEP,
        /** They are taken out before the cut: condensed lists (Sakai, SIGIR 2007). */
        REMOVE
    }

    /** Of equal scores. */
    public enum Ties {
        /** The list is taken in the order it is in. */
        AS_RANKED,
        /** A metric has the value to be expected if every order of tied items is as likely (McSherry and Najork, ECIR 2008). */
        EXPECTED
    }

    /**
     * Users without a relevant item are excluded, those without a list count with 0, duplicates are an error, unjudged items stay,
     * ties are as ranked, and every gain above 0 is relevant.
     */
    public static Rules defaults() {
        return DEFAULTS;
    }

    /** As {@code trec_eval -c}: users without a relevant item count with 0, and gains of 1 and more are relevant. */
    public static Rules trec() {
        return TREC;
    }

    /** A copy with another rule for users to whom nothing is relevant. */
    public Rules withNoRelevant(NoRelevant rule) {
        return new Rules(rule, noList, duplicates, unjudged, ties, level);
    }

    /** A copy with another rule for users without a list. */
    public Rules withNoList(NoList rule) {
        return new Rules(noRelevant, rule, duplicates, unjudged, ties, level);
    }

    /** A copy with another rule for items twice in a list. */
    public Rules withDuplicates(Duplicates rule) {
        return new Rules(noRelevant, noList, rule, unjudged, ties, level);
    }

    /** A copy with another rule for items nobody judged. */
    public Rules withUnjudged(Unjudged rule) {
        return new Rules(noRelevant, noList, duplicates, rule, ties, level);
    }

    /** A copy with another rule for equal scores. */
    public Rules withTies(Ties rule) {
        return new Rules(noRelevant, noList, duplicates, unjudged, rule, level);
    }

    /**
     * A copy with another least gain of a relevant item. Metrics of graded gains, such as NDCG, look at all gains.
     *
     * @param newLevel greater than 0
     */
    public Rules withLevel(double newLevel) {
        if (!(newLevel > 0)) {
            throw new IllegalArgumentException("level must be greater than 0 but was " + newLevel);
        }
        return new Rules(noRelevant, noList, duplicates, unjudged, ties, newLevel);
    }

    /** What becomes of users to whom nothing is relevant. */
    public NoRelevant noRelevant() {
        return noRelevant;
    }

    /** What becomes of users without a list. */
    public NoList noList() {
        return noList;
    }

    /** What becomes of items twice in a list. */
    public Duplicates duplicates() {
        return duplicates;
    }

    /** What becomes of items nobody judged. */
    public Unjudged unjudged() {
        return unjudged;
    }

    /** What becomes of equal scores. */
    public Ties ties() {
        return ties;
    }

    /** The least gain of a relevant item. */
    public double level() {
        return level;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Rules that
                && noRelevant == that.noRelevant
                && noList == that.noList
                && duplicates == that.duplicates
                && unjudged == that.unjudged
                && ties == that.ties
                && level == that.level;
    }

    @Override
    public int hashCode() {
        return Objects.hash(noRelevant, noList, duplicates, unjudged, ties, level);
    }

    /** Only what differs from the defaults, for instance {@code "users without a relevant item: ZERO"}. */
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        if (noRelevant != DEFAULTS.noRelevant) {
            parts.add("users without a relevant item: " + noRelevant);
        }
        if (noList != DEFAULTS.noList) {
            parts.add("users without a list: " + noList);
        }
        if (duplicates != DEFAULTS.duplicates) {
            parts.add("duplicates: " + duplicates);
        }
        if (unjudged != DEFAULTS.unjudged) {
            parts.add("unjudged items: " + unjudged);
        }
        if (ties != DEFAULTS.ties) {
            parts.add("ties: " + ties);
        }
        if (level != DEFAULTS.level) {
            parts.add("relevant from gain " + level);
        }
        return parts.isEmpty() ? "default rules" : String.join(", ", parts);
    }
}
