package dev.recsys.eval.report;

import dev.recsys.eval.PairedDifference;
import dev.recsys.eval.Run;
import dev.recsys.eval.metric.Direction;
import dev.recsys.eval.report.Sections.Counts;
import dev.recsys.eval.report.Sections.Estimate;
import dev.recsys.eval.stats.Correction;
import dev.recsys.event.IdIndex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * What remains of the verdict among the users whom systems can know. Where many users have no history, or got no list, a mean over
 * all of them says how many a system answers more than how well.
 */
final class Answered<U, I> {

    private static final double MANY = 0.1;

    private final Measured<U, I> measured;
    private final IdIndex<U> users;

    Answered(Measured<U, I> measured) {
        this.measured = measured;
        this.users = measured.result(measured.baseline()).users();
    }

    /** Each of some systems against the baseline among such users; none if nearly all users are. */
    Optional<String> sentence(List<String> systems) {
        BitSet history = withHistory();
        boolean lacksHistory = isMany(users.size() - history.cardinality());
        boolean lacksLists = isMany(measured.result(measured.baseline()).usersWithoutList())
                || systems.stream().anyMatch(one -> isMany(measured.result(one).usersWithoutList()));
        if (systems.isEmpty() || (!lacksHistory && !lacksLists)) {
            return Optional.empty();
        }
        BitSet chosen = lacksHistory ? history : withLists(systems);
        String whom = lacksHistory
                ? "with history"
                : "to whom " + (systems.size() > 1 ? "all compared systems" : "both systems") + " gave a list";
        String comparison = chosen.cardinality() < 2 ? "too few to compare" : compare(systems, chosen);
        return Optional.of(
                "Among the " + Numbers.count(chosen.cardinality(), "user") + " " + whom + ": " + comparison + ".");
    }

    private boolean isMany(int count) {
        return count > MANY * users.size();
    }

    /** All users where nothing is known of training. */
    private BitSet withHistory() {
        BitSet known = new BitSet();
        known.set(0, users.size());
        measured.study().background.ifPresent(background -> {
            for (int user = 0; user < users.size(); user++) {
                known.set(user, background.history(users.id(user)).size() > 0);
            }
        });
        return known;
    }

    private BitSet withLists(List<String> systems) {
        List<String> all = new ArrayList<>(systems);
        all.add(measured.baseline());
        BitSet answered = new BitSet();
        answered.set(0, users.size());
        for (String system : all) {
            Run<U, I> run = measured.run(system);
            for (int user = 0; user < users.size(); user++) {
                int position = run.users().positionOf(users.id(user));
                if (position == IdIndex.ABSENT || run.length(position) == 0) {
                    answered.clear(user);
                }
            }
        }
        return answered;
    }

    /** The comparisons are one family, as those over all users are. */
    private String compare(List<String> systems, BitSet chosen) {
        double[] base = only(measured.baseline(), chosen);
        List<String> compared = new ArrayList<>();
        List<PairedDifference> differences = new ArrayList<>();
        for (String system : systems) {
            double[] values = only(system, chosen);
            boolean any = false;
            for (int user = 0; user < values.length; user++) {
                any |= !Double.isNaN(values[user]) && !Double.isNaN(base[user]);
            }
            if (any) {
                compared.add(system);
                differences.add(PairedDifference.of(values, base));
            }
        }
        double[] adjusted = Correction.HOLM.adjust(
                differences.stream().mapToDouble(one -> one.tTest().p()).toArray());
        Direction direction = measured.primary().direction();
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < adjusted.length; i++) {
            PairedDifference one = differences.get(i);
            Counts counts = Contrasts.counts(direction, one);
            var outcome = Contrasts.outcome(direction, one.mean(), adjusted[i]);
            String words = outcome == Sections.Outcome.UNDECIDED
                    ? "no difference between " + compared.get(i) + " and " + measured.baseline() + " is shown"
                    : compared.get(i) + " is " + outcome.word() + " than " + measured.baseline();
            parts.add(words + ", " + Numbers.difference(new Estimate(one.mean(), one.low(), one.high())) + ", "
                    + Numbers.p(adjusted[i])
                    + (counts.users() < chosen.cardinality()
                            ? " (" + Numbers.count(counts.users(), "user") + ")"
                            : ""));
        }
        String note = adjusted.length > 1 ? " (p adjusted for " + adjusted.length + " comparisons, intervals not)" : "";
        return parts.isEmpty() ? "nothing to compare" : String.join("; ", parts) + note;
    }

    /** The values of the primary metric; NaN for other users. */
    private double[] only(String system, BitSet chosen) {
        String metric = measured.primary().name();
        double[] values = new double[users.size()];
        Arrays.fill(values, Double.NaN);
        if (measured.result(system).hasPerUser(metric)) {
            double[] all = measured.result(system).perUser(metric);
            chosen.stream().forEach(user -> values[user] = all[user]);
        }
        return values;
    }
}
