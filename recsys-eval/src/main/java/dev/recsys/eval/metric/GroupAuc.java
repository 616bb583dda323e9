package dev.recsys.eval.metric;

import dev.recsys.Experimental;
import java.util.Collection;
import java.util.function.ToDoubleFunction;

/**
 * The AUC of each user's impressions, averaged over users (GAUC): how well a model orders what one user sees, and not which users
 * click more. Users who liked all or nothing have no AUC and are left out.
 *
 * <p>Source: Zhu et al., Optimized cost per click in Taobao display advertising, KDD 2017.
 *
 * <p>Immutable, thread-safe.
 */
@Experimental
public final class GroupAuc {

    private final double mean;
    private final double byImpressions;
    private final double byPositives;
    private final int groups;
    private final int skipped;

    private GroupAuc(Collection<LabelledScores> users) {
        this.mean = mean(users, user -> 1);
        this.byImpressions = mean(users, LabelledScores::impressions);
        this.byPositives = mean(users, LabelledScores::positives);
        this.groups = (int) users.stream().filter(user -> !Double.isNaN(user.auc())).count();
        this.skipped = users.size() - groups;
    }

    /**
     * Of users, in an order that should be the same every time: sums are made in it.
     *
     * @param users each with the impressions of one user
     */
    public static GroupAuc of(Collection<LabelledScores> users) {
        return new GroupAuc(users);
    }

    private static double mean(Collection<LabelledScores> users, ToDoubleFunction<LabelledScores> weight) {
        double sum = 0;
        double weights = 0;
        for (LabelledScores user : users) {
            if (!Double.isNaN(user.auc())) {
                sum += weight.applyAsDouble(user) * user.auc();
                weights += weight.applyAsDouble(user);
            }
        }
        return sum / weights; // 0 / 0 is NaN
    }

    /** Every user counting the same; NaN if no user has an AUC. */
    public double mean() {
        return mean;
    }

    /** Every user counting as often as they saw something: the weights of the paper. NaN if no user has an AUC. */
    public double weightedByImpressions() {
        return byImpressions;
    }

    /** Every user counting as often as they liked something; NaN if no user has an AUC. */
    public double weightedByPositives() {
        return byPositives;
    }

    /** How many users have an AUC. */
    public int users() {
        return groups;
    }

    /** How many users liked all or nothing. */
    public int skippedUsers() {
        return skipped;
    }

    @Override
    public String toString() {
        return "gauc " + mean + " (" + groups + " users, " + skipped + " skipped)";
    }
}
