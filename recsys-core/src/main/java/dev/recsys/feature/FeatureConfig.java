package dev.recsys.feature;

import dev.recsys.Stable;
import dev.recsys.data.Weighting;
import dev.recsys.parameter.Parameter;
import dev.recsys.parameter.Parameter.Scale;
import dev.recsys.parameter.ParameterSpace;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * How events become the weights a trainer sees. In this order:
 *
 * <ol>
 *   <li>an event with weight w, type t and age a (days before {@code now}) contributes {@code w * typeWeight(t) * 2^(-a /
 *       halfLifeDays)}; events of a dropped type, or with w below {@code minWeight}, contribute nothing;
 *   <li>the contributions of one user and item are {@linkplain Aggregation aggregated} to a strength v;
 *   <li>|v| is capped at {@code maxStrength}, and pairs with v = 0 are dropped;
 *   <li>only the {@code maxUserItems} latest items of a user are kept (by the time of the last
 *       event that contributes; of equally old ones those whose ids come first);
 *   <li>users with fewer than {@code minUserItems} items and items with fewer than {@code minItemUsers} users are removed,
 *       again and again until none is left to remove (the k-core);
 *   <li>v becomes a weight by the {@linkplain Weighting weighting}, which keeps its sign.
 * </ol>
 *
 * <p>A negative type weight turns a dislike into a negative weight. A dropped type is not trained on; its items count as
 * seen unless the type is named in {@code unseenTypes}, as {@value #EXPOSURE} is by default: an item that was shown and
 * not chosen may be shown again.
 *
 * <p>Immutable, thread-safe.
 */
@Stable
public final class FeatureConfig {

    /** The type of an event that says an item was shown, nothing more. Dropped from training and not seen, by default. */
    public static final String EXPOSURE = "exposure";

    private static final double MAX_HALF_LIFE = 1e6;
    private static final double MIN_EPSILON = 1e-12;
    private static final double MAX_K1 = 1e6;

    private static final FeatureConfig DEFAULTS = new FeatureConfig(new Draft());

    private final Weighting weighting;
    private final Aggregation aggregation;
    private final Map<String, OptionalDouble> typeWeights;
    private final List<String> unseenTypes;
    private final double minWeight;
    private final double maxStrength;
    private final double halfLifeDays;
    private final int minUserItems;
    private final int minItemUsers;
    private final int maxUserItems;
    private final double logEpsilon;
    private final double bm25K1;
    private final double bm25B;

    private static final ParameterSpace<FeatureConfig> PARAMETERS = ParameterSpace.of(
            DEFAULTS,
            Parameter.choice(
                    "weighting",
                    Weighting.class,
                    "how a strength becomes a weight",
                    FeatureConfig::weighting,
                    FeatureConfig::withWeighting),
            Parameter.choice(
                    "aggregation",
                    Aggregation.class,
                    "how repeated events of a pair become one strength",
                    FeatureConfig::aggregation,
                    FeatureConfig::withAggregation),
            Parameter.text(
                    "typeWeights",
                    "type=number|drop,...",
                    "factor per event type; types not named have factor 1, but 'exposure' is dropped",
                    TypeWeightsText::parse,
                    TypeWeightsText::format,
                    config -> config.typeWeights,
                    FeatureConfig::withTypeWeights),
            Parameter.text(
                    "unseenTypes",
                    "type,...",
                    "event types that do not make an item seen",
                    TypeWeightsText::parseList,
                    list -> String.join(",", list),
                    FeatureConfig::unseenTypes,
                    FeatureConfig::withUnseenTypes),
            Parameter.decimal(
                            "minWeight",
                            -Float.MAX_VALUE,
                            Float.MAX_VALUE,
                            Scale.LINEAR,
                            "events with a smaller weight are not trained on",
                            FeatureConfig::minWeight,
                            FeatureConfig::withMinWeight)
                    .withNone((double) -Float.MAX_VALUE),
            Parameter.decimal(
                            "maxStrength",
                            0,
                            Float.MAX_VALUE,
                            Scale.LOG,
                            "cap of a pair's strength",
                            FeatureConfig::maxStrength,
                            FeatureConfig::withMaxStrength)
                    .withNone((double) Float.MAX_VALUE),
            Parameter.decimal(
                    "halfLifeDays",
                    0,
                    MAX_HALF_LIFE,
                    Scale.LOG,
                    "days after which an event counts half; 0 for no decay",
                    FeatureConfig::halfLifeDays,
                    FeatureConfig::withHalfLifeDays),
            Parameter.integer(
                    "minUserItems",
                    1,
                    Integer.MAX_VALUE,
                    Scale.LINEAR,
                    "users with fewer items are removed",
                    FeatureConfig::minUserItems,
                    FeatureConfig::withMinUserItems),
            Parameter.integer(
                    "minItemUsers",
                    1,
                    Integer.MAX_VALUE,
                    Scale.LINEAR,
                    "items with fewer users are removed",
                    FeatureConfig::minItemUsers,
                    FeatureConfig::withMinItemUsers),
            Parameter.integer(
                            "maxUserItems",
                            1,
                            Integer.MAX_VALUE,
                            Scale.LINEAR,
                            "only the latest items of a user are kept; needs times",
                            FeatureConfig::maxUserItems,
                            FeatureConfig::withMaxUserItems)
                    .withNone(Integer.MAX_VALUE),
            Parameter.decimal(
                    "logEpsilon",
                    MIN_EPSILON,
                    Float.MAX_VALUE,
                    Scale.LOG,
                    "epsilon of weighting log",
                    FeatureConfig::logEpsilon,
                    FeatureConfig::withLogEpsilon),
            Parameter.decimal(
                    "bm25K1",
                    0,
                    MAX_K1,
                    Scale.LOG,
                    "k1 of weighting bm25",
                    FeatureConfig::bm25K1,
                    FeatureConfig::withBm25K1),
            Parameter.decimal(
                    "bm25B",
                    0,
                    1,
                    Scale.LINEAR,
                    "b of weighting bm25",
                    FeatureConfig::bm25B,
                    FeatureConfig::withBm25B));

    private FeatureConfig(Draft draft) {
        weighting = draft.weighting;
        aggregation = draft.aggregation;
        typeWeights = draft.typeWeights;
        unseenTypes = draft.unseenTypes;
        minWeight = draft.minWeight;
        maxStrength = draft.maxStrength;
        halfLifeDays = draft.halfLifeDays;
        minUserItems = draft.minUserItems;
        minItemUsers = draft.minItemUsers;
        maxUserItems = draft.maxUserItems;
        logEpsilon = draft.logEpsilon;
        bm25K1 = draft.bm25K1;
        bm25B = draft.bm25B;
    }

    /** Linear weights, repeated events summed, nothing removed, no decay; exposures dropped. */
    public static FeatureConfig defaults() {
        return DEFAULTS;
    }

    /** The parameters by key, for command lines and configuration files. */
    public static ParameterSpace<FeatureConfig> parameters() {
        return PARAMETERS;
    }

    /** A copy with another weighting. */
    public FeatureConfig withWeighting(Weighting value) {
        Draft draft = new Draft(this);
        draft.weighting = value;
        return new FeatureConfig(draft);
    }

    /** A copy with another aggregation. */
    public FeatureConfig withAggregation(Aggregation value) {
        Draft draft = new Draft(this);
        draft.aggregation = value;
        return new FeatureConfig(draft);
    }

    /**
     * A copy in which events of a type count {@code factor} times their weight.
     *
     * @param type for instance {@code "like"}
     * @param factor finite; negative for a dislike
     */
    public FeatureConfig withTypeWeight(String type, double factor) {
        if (!Double.isFinite(factor)) {
            throw new IllegalArgumentException("type '" + type + "': the factor must be finite but was " + factor);
        }
        return withType(type, OptionalDouble.of(factor));
    }

    /** A copy that does not train on events of a type, for instance {@code "cancel"}. */
    public FeatureConfig withDroppedType(String type) {
        return withType(type, OptionalDouble.empty());
    }

    private FeatureConfig withType(String type, OptionalDouble factor) {
        TypeWeightsText.checkType(type);
        Map<String, OptionalDouble> extended = new LinkedHashMap<>(typeWeights);
        extended.put(type, factor);
        return withTypeWeights(extended);
    }

    private FeatureConfig withTypeWeights(Map<String, OptionalDouble> value) {
        Draft draft = new Draft(this);
        draft.typeWeights = Collections.unmodifiableMap(new java.util.TreeMap<>(value));
        return new FeatureConfig(draft);
    }

    /** A copy in which exactly the events of these types leave an item unseen. */
    public FeatureConfig withUnseenTypes(List<String> value) {
        Draft draft = new Draft(this);
        value.forEach(TypeWeightsText::checkType);
        draft.unseenTypes = List.copyOf(value);
        return new FeatureConfig(draft);
    }

    /** A copy that does not train on events with a smaller weight, for instance ratings below 4. */
    public FeatureConfig withMinWeight(double value) {
        Draft draft = new Draft(this);
        draft.minWeight = requireRange("minWeight", value, -Float.MAX_VALUE, Float.MAX_VALUE);
        return new FeatureConfig(draft);
    }

    /** A copy that caps the strength of a pair, above 0. */
    public FeatureConfig withMaxStrength(double value) {
        if (!(value > 0)) {
            throw new IllegalArgumentException("maxStrength must be above 0 but was " + value);
        }
        Draft draft = new Draft(this);
        draft.maxStrength = requireRange("maxStrength", value, 0, Float.MAX_VALUE);
        return new FeatureConfig(draft);
    }

    /** A copy in which an event counts half after this many days; 0 for no decay. Needs times. */
    public FeatureConfig withHalfLifeDays(double value) {
        Draft draft = new Draft(this);
        draft.halfLifeDays = requireRange("halfLifeDays", value, 0, MAX_HALF_LIFE);
        return new FeatureConfig(draft);
    }

    /** A copy that removes users with fewer items. */
    public FeatureConfig withMinUserItems(int value) {
        Draft draft = new Draft(this);
        draft.minUserItems = requireAtLeastOne("minUserItems", value);
        return new FeatureConfig(draft);
    }

    /** A copy that removes items with fewer users. */
    public FeatureConfig withMinItemUsers(int value) {
        Draft draft = new Draft(this);
        draft.minItemUsers = requireAtLeastOne("minItemUsers", value);
        return new FeatureConfig(draft);
    }

    /** A copy that keeps only this many of a user's latest items. Needs times. */
    public FeatureConfig withMaxUserItems(int value) {
        Draft draft = new Draft(this);
        draft.maxUserItems = requireAtLeastOne("maxUserItems", value);
        return new FeatureConfig(draft);
    }

    /** A copy with another epsilon of {@link Weighting#LOG}, at least 1e-12. */
    public FeatureConfig withLogEpsilon(double value) {
        Draft draft = new Draft(this);
        draft.logEpsilon = requireRange("logEpsilon", value, MIN_EPSILON, Float.MAX_VALUE);
        return new FeatureConfig(draft);
    }

    /** A copy with another k1 of {@link Weighting#BM25}, 0 or more. */
    public FeatureConfig withBm25K1(double value) {
        Draft draft = new Draft(this);
        draft.bm25K1 = requireRange("bm25K1", value, 0, MAX_K1);
        return new FeatureConfig(draft);
    }

    /** A copy with another b of {@link Weighting#BM25}, 0 to 1. */
    public FeatureConfig withBm25B(double value) {
        Draft draft = new Draft(this);
        draft.bm25B = requireRange("bm25B", value, 0, 1);
        return new FeatureConfig(draft);
    }

    private static double requireRange(String key, double value, double min, double max) {
        if (!(value >= min && value <= max)) {
            throw new IllegalArgumentException(key + " must be between " + min + " and " + max + " but was " + value);
        }
        return value;
    }

    private static int requireAtLeastOne(String key, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(key + " must be at least 1 but was " + value);
        }
        return value;
    }

    /** How a strength becomes a weight. Default {@link Weighting#LINEAR}. */
    public Weighting weighting() {
        return weighting;
    }

    /** How repeated events become one strength. Default {@link Aggregation#SUM}. */
    public Aggregation aggregation() {
        return aggregation;
    }

    /** The factor of an event type; empty if the type is dropped. Default 1, and {@value #EXPOSURE} dropped. */
    public OptionalDouble typeWeight(String type) {
        OptionalDouble unnamed = type.equals(EXPOSURE) ? OptionalDouble.empty() : OptionalDouble.of(1);
        return typeWeights.getOrDefault(type, unnamed);
    }

    /** The event types that do not make an item seen. Default {@value #EXPOSURE}. */
    public List<String> unseenTypes() {
        return unseenTypes;
    }

    /** The smallest weight trained on. Default: any. */
    public double minWeight() {
        return minWeight;
    }

    /** The cap of a strength. Default: none. */
    public double maxStrength() {
        return maxStrength;
    }

    /** The half-life in days; 0 for no decay, the default. */
    public double halfLifeDays() {
        return halfLifeDays;
    }

    /** The fewest items a user must have. Default 1. */
    public int minUserItems() {
        return minUserItems;
    }

    /** The fewest users an item must have. Default 1. */
    public int minItemUsers() {
        return minItemUsers;
    }

    /** The most items of a user. Default: any number. */
    public int maxUserItems() {
        return maxUserItems;
    }

    /** The epsilon of {@link Weighting#LOG}. Default 1. */
    public double logEpsilon() {
        return logEpsilon;
    }

    /** The k1 of {@link Weighting#BM25}. Default 1.2. */
    public double bm25K1() {
        return bm25K1;
    }

    /** The b of {@link Weighting#BM25}. Default 0.75. */
    public double bm25B() {
        return bm25B;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FeatureConfig that && PARAMETERS.describe(this).equals(PARAMETERS.describe(that));
    }

    @Override
    public int hashCode() {
        return Objects.hash(weighting, aggregation, minUserItems, minItemUsers);
    }

    @Override
    public String toString() {
        return PARAMETERS.describe(this).toString();
    }

    /** The values while a copy is made. */
    private static final class Draft {

        private Weighting weighting = Weighting.LINEAR;
        private Aggregation aggregation = Aggregation.SUM;
        private Map<String, OptionalDouble> typeWeights = Map.of();
        private List<String> unseenTypes = List.of(EXPOSURE);
        private double minWeight = -Float.MAX_VALUE;
        private double maxStrength = Float.MAX_VALUE;
        private double halfLifeDays; // 0 for no decay
        private int minUserItems = 1;
        private int minItemUsers = 1;
        private int maxUserItems = Integer.MAX_VALUE;
        private double logEpsilon = 1;
        private double bm25K1 = 1.2;
        private double bm25B = 0.75;

        Draft() {}

        Draft(FeatureConfig source) {
            weighting = source.weighting;
            aggregation = source.aggregation;
            typeWeights = source.typeWeights;
            unseenTypes = source.unseenTypes;
            minWeight = source.minWeight;
            maxStrength = source.maxStrength;
            halfLifeDays = source.halfLifeDays;
            minUserItems = source.minUserItems;
            minItemUsers = source.minItemUsers;
            maxUserItems = source.maxUserItems;
            logEpsilon = source.logEpsilon;
            bm25K1 = source.bm25K1;
            bm25B = source.bm25B;
        }
    }
}
