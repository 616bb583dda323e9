package dev.recsys.feature;

import dev.recsys.DataException;
import dev.recsys.Stable;
import dev.recsys.data.Dataset;
import dev.recsys.data.FittedWeighting;
import dev.recsys.data.SeenItems;
import dev.recsys.data.SparseMatrix;
import dev.recsys.event.EventLog;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Makes a data set from an event log as a {@link FeatureConfig} says. The same log, configuration and {@code now} give the
 * same bits. Only the events of the log are used, so a log cut off in time cannot leak what came later.
 *
 * <p>Cost O(events) time; memory of the result, plus 8 bytes per distinct pair for each of weighting and the removal of users and
 * items with too few, where configured.
 */
@Stable
public final class FeatureBuilder {

    private FeatureBuilder() {}

    /**
     * Builds a data set. Decay, if configured, counts from the latest event of the log.
     *
     * @throws DataException if the configuration needs times the log does not have, or nothing is left to train on
     */
    public static <U, I> Dataset<U, I> build(EventLog<U, I> log, FeatureConfig config) {
        return build(log, config, log.hasTime() && config.halfLifeDays() > 0 ? latest(log) : Instant.EPOCH);
    }

    /**
     * Builds a data set as of {@code now}; an event later than that counts as if it happened now.
     *
     * @param now the instant from which ages are counted; only used with a half-life
     * @throws DataException if the configuration needs times the log does not have, or nothing is left to train on
     */
    public static <U, I> Dataset<U, I> build(EventLog<U, I> log, FeatureConfig config, Instant now) {
        requireTimes(log, config);
        PairStrengths pairs = PairStrengths.of(log, config, now.toEpochMilli());
        Core core = Core.of(pairs, config.minUserItems(), config.minItemUsers());
        int[] users = core.users();
        int[] items = core.items();
        if (users.length == 0) {
            throw new DataException(
                    log.rejections().source(),
                    "no user-item pair is left of " + log.size() + " events",
                    "check minWeight, typeWeights, minUserItems and minItemUsers");
        }
        SparseMatrix strengths = core.strengths(pairs);
        FittedWeighting weighting = WeightingFit.fit(strengths, config);
        Dataset<U, I> data = Dataset.of(
                        log.users().select(users), log.items().select(items), WeightingFit.apply(weighting, strengths))
                .withSeen(SeenItems.of(SeenPairs.of(log, config, core, pairs, strengths)))
                .withSeenByOthers(SeenPairs.byOthers(log, config, core))
                .withWeighting(weighting)
                .withOrigin(log.fingerprint(), FeatureConfig.parameters().describe(config));
        return config.halfLifeDays() > 0 ? data.withAsOf(now) : data;
    }

    /**
     * How strongly each user of a log is tied to each item, before weighting: steps 1 to 4 of {@link FeatureConfig}. This is
     * what {@code Request.withHistory} takes, so events that came in after training can be folded in as they are. With the
     * configuration and the instant a model was built with, a user's events give the user's training row again:
     *
     * <pre>{@code
     * FeatureConfig config = FeatureConfig.parameters().parse(bundle.lineage().featureConfig());
     * Map<String, Map<Integer, Float>> strengths = FeatureBuilder.strengths(log, config, now);
     * recommender.recommend(recommender.request("alice", 10).withHistory(strengths.get("alice")));
     * }</pre>
     *
     * @param log whole histories, not only what is new
     * @param now the instant from which ages are counted; only used with a half-life. An event later than that counts as
     *     if it happened now
     * @return every user of the log, in the order of ids, with the items whose strength is not 0, in the order of ids
     * @throws DataException if the configuration needs times the log does not have
     */
    public static <U, I> Map<U, Map<I, Float>> strengths(EventLog<U, I> log, FeatureConfig config, Instant now) {
        requireTimes(log, config);
        SparseMatrix matrix = PairStrengths.of(log, config, now.toEpochMilli()).matrix();
        int[] items = new int[matrix.maxRowLength()];
        float[] values = new float[items.length];
        Map<U, Map<I, Float>> strengths = new LinkedHashMap<>();
        for (int user = 0; user < matrix.rows(); user++) {
            int count = matrix.copyRow(user, items, values);
            Map<I, Float> own = new LinkedHashMap<>();
            for (int i = 0; i < count; i++) {
                own.put(log.items().id(items[i]), values[i]);
            }
            strengths.put(log.users().id(user), Collections.unmodifiableMap(own));
        }
        return Collections.unmodifiableMap(strengths);
    }

    private static void requireTimes(EventLog<?, ?> log, FeatureConfig config) {
        if (config.halfLifeDays() > 0) {
            log.requireTime("halfLifeDays=" + config.halfLifeDays());
        }
        if (config.aggregation() == Aggregation.LAST) {
            log.requireTime("aggregation=last");
        }
        if (config.maxUserItems() < Integer.MAX_VALUE) {
            log.requireTime("maxUserItems=" + config.maxUserItems());
        }
    }

    private static Instant latest(EventLog<?, ?> log) {
        long latest = Long.MIN_VALUE;
        for (int row = 0; row < log.size(); row++) {
            latest = Math.max(latest, log.time(row));
        }
        return Instant.ofEpochMilli(log.size() == 0 ? 0 : latest);
    }
}
