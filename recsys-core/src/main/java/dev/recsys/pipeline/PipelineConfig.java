package dev.recsys.pipeline;

import dev.recsys.Experimental;
import dev.recsys.event.RejectionLimit;
import dev.recsys.feature.FeatureConfig;
import dev.recsys.parameter.Parameter;
import dev.recsys.parameter.Parameter.Scale;
import dev.recsys.parameter.ParameterSpace;
import dev.recsys.recommend.ItemRule;
import dev.recsys.store.ModelVersion;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a pipeline does: which model, made how, judged how, how many items each user gets, what is kept. What it works on -
 * events, stores, clock - is given to {@link Pipeline}.
 *
 * <p>Immutable, thread-safe.
 */
@Experimental
public final class PipelineConfig {

    private static final PipelineConfig DEFAULTS = new PipelineConfig(new Draft("model", "ials"));

    private static final ParameterSpace<PipelineConfig> PARAMETERS = ParameterSpace.of(
            DEFAULTS,
            Parameter.choice(
                    "trainMode",
                    TrainMode.class,
                    "what training starts from",
                    PipelineConfig::trainMode,
                    PipelineConfig::withTrainMode),
            Parameter.integer("k", 1, 10_000, Scale.LINEAR, "items per user", PipelineConfig::k, PipelineConfig::withK),
            Parameter.flag(
                    "excludeSeen",
                    "whether items a user has seen are left out",
                    PipelineConfig::excludeSeen,
                    PipelineConfig::withExcludeSeen),
            Parameter.text(
                            "where",
                            "rule",
                            "which items may be recommended, by the catalogue, for instance category=Comedy & !lang=fr",
                            PipelineConfig::checkRule,
                            text -> text,
                            PipelineConfig::where,
                            PipelineConfig::withWhere)
                    .withNone(""),
            Parameter.text(
                    "maxRejected",
                    "rows or share%",
                    "how many broken events are accepted, for instance 100 or 0.5%",
                    PipelineConfig::checkLimit,
                    text -> text,
                    PipelineConfig::maxRejected,
                    PipelineConfig::withMaxRejected),
            Parameter.integer(
                    "keepVersions",
                    2,
                    1_000_000,
                    Scale.LINEAR,
                    "how many of the newest versions, and of the last ones that were live, are kept",
                    PipelineConfig::keepVersions,
                    PipelineConfig::withKeepVersions),
            Parameter.integer(
                    "keepRuns",
                    1,
                    1_000_000,
                    Scale.LINEAR,
                    "how many of the newest runs are kept; those of kept versions are kept anyway",
                    PipelineConfig::keepRuns,
                    PipelineConfig::withKeepRuns),
            Parameter.integer(
                    "lockMaxAgeMinutes",
                    1,
                    100_000,
                    Scale.LINEAR,
                    "after how long without a sign of life the lock of another process is taken over",
                    config -> (int) config.lockMaxAge().toMinutes(),
                    (config, minutes) -> config.withLockMaxAge(Duration.ofMinutes(minutes))));

    private final String name;
    private final String algorithm;
    private final Map<String, String> parameters;
    private final FeatureConfig features;
    private final TrainMode trainMode;
    private final int k;
    private final boolean excludeSeen;
    private final String where;
    private final String maxRejected;
    private final GateConfig gate;
    private final int keepVersions;
    private final int keepRuns;
    private final Duration lockMaxAge;

    private PipelineConfig(Draft draft) {
        this.name = draft.name;
        this.algorithm = draft.algorithm;
        this.parameters = draft.parameters;
        this.features = draft.features;
        this.trainMode = draft.trainMode;
        this.k = draft.k;
        this.excludeSeen = draft.excludeSeen;
        this.where = draft.where;
        this.maxRejected = draft.maxRejected;
        this.gate = draft.gate;
        this.keepVersions = draft.keepVersions;
        this.keepRuns = draft.keepRuns;
        this.lockMaxAge = draft.lockMaxAge;
    }

    /** A configuration while a wither changes one field. */
    private static final class Draft {
        private String name;
        private String algorithm;
        private Map<String, String> parameters = Map.of();
        private FeatureConfig features = FeatureConfig.defaults();
        private TrainMode trainMode = TrainMode.FULL;
        private int k = 10;
        private boolean excludeSeen = true;
        private String where = "";
        private String maxRejected = "0";
        private GateConfig gate = GateConfig.defaults();
        private int keepVersions = 5;
        private int keepRuns = 5;
        private Duration lockMaxAge = Duration.ofHours(1);

        Draft(String name, String algorithm) {
            this.name = name;
            this.algorithm = algorithm;
        }
    }

    private Draft draft() {
        Draft draft = new Draft(name, algorithm);
        draft.parameters = parameters;
        draft.features = features;
        draft.trainMode = trainMode;
        draft.k = k;
        draft.excludeSeen = excludeSeen;
        draft.where = where;
        draft.maxRejected = maxRejected;
        draft.gate = gate;
        draft.keepVersions = keepVersions;
        draft.keepRuns = keepRuns;
        draft.lockMaxAge = lockMaxAge;
        return draft;
    }

    /**
     * A pipeline that makes versions of a model with the default settings of an algorithm.
     *
     * @param name of the model and the pipeline; see {@link ModelVersion#name()}
     * @param algorithm its name among the {@code Algorithms} given to the pipeline
     */
    public static PipelineConfig of(String name, String algorithm) {
        ModelVersion.checkName(name);
        return new PipelineConfig(new Draft(name, algorithm));
    }

    /** The keys of single settings, for configuration files and messages; name, algorithm, features and gate are apart. */
    public static ParameterSpace<PipelineConfig> parameterSpace() {
        return PARAMETERS;
    }

    /** A copy of another name; see {@link ModelVersion#name()}. */
    public PipelineConfig withName(String newName) {
        ModelVersion.checkName(newName);
        Draft draft = draft();
        draft.name = newName;
        return new PipelineConfig(draft);
    }

    /** A copy with another algorithm, by its name. */
    public PipelineConfig withAlgorithm(String newAlgorithm) {
        Draft draft = draft();
        draft.algorithm = newAlgorithm;
        return new PipelineConfig(draft);
    }

    /** A copy with settings of the algorithm: keys of its parameter space to text. Checked when a pipeline is made. */
    public PipelineConfig withParameters(Map<String, String> newParameters) {
        Draft draft = draft();
        draft.parameters = Collections.unmodifiableMap(new LinkedHashMap<>(newParameters));
        return new PipelineConfig(draft);
    }

    /** A copy that makes data sets otherwise. */
    public PipelineConfig withFeatures(FeatureConfig newFeatures) {
        Draft draft = draft();
        draft.features = newFeatures;
        return new PipelineConfig(draft);
    }

    /** A copy whose training starts otherwise. Default {@link TrainMode#FULL}. */
    public PipelineConfig withTrainMode(TrainMode mode) {
        Draft draft = draft();
        draft.trainMode = mode;
        return new PipelineConfig(draft);
    }

    /**
     * A copy that gives each user this many items. Default 10.
     *
     * @param newK 1 to 10000
     */
    public PipelineConfig withK(int newK) {
        Draft draft = draft();
        draft.k = checkRange("k", newK, 1, 10_000);
        return new PipelineConfig(draft);
    }

    /** A copy that leaves out the items a user has seen, or not. Default true. */
    public PipelineConfig withExcludeSeen(boolean exclude) {
        Draft draft = draft();
        draft.excludeSeen = exclude;
        return new PipelineConfig(draft);
    }

    /**
     * A copy that recommends only items which meet a rule, with every recommender. Default empty: all.
     *
     * @param rule as {@link ItemRule#parse} reads it; empty for none
     * @throws dev.recsys.DataException if it is no rule
     */
    public PipelineConfig withWhere(String rule) {
        Draft draft = draft();
        draft.where = checkRule(rule);
        return new PipelineConfig(draft);
    }

    private static String checkRule(String text) {
        if (text.isBlank()) {
            return "";
        }
        ItemRule.parse(text);
        return text;
    }

    /** A copy that accepts this many broken events: a number, or a share such as {@code "0.5%"}. Default {@code "0"}. */
    public PipelineConfig withMaxRejected(String limit) {
        Draft draft = draft();
        draft.maxRejected = checkLimit(limit);
        return new PipelineConfig(draft);
    }

    /** A copy with other rules of what may be published. */
    public PipelineConfig withGate(GateConfig newGate) {
        Draft draft = draft();
        draft.gate = newGate;
        return new PipelineConfig(draft);
    }

    /**
     * A copy that keeps this many of the newest versions and of the last live ones; the live one and the one before it are
     * always kept. Default 5.
     *
     * @param versions 2 or more
     */
    public PipelineConfig withKeepVersions(int versions) {
        Draft draft = draft();
        draft.keepVersions = checkRange("keepVersions", versions, 2, 1_000_000);
        return new PipelineConfig(draft);
    }

    /**
     * A copy that keeps this many of the newest runs, beside those of kept versions. Default 5.
     *
     * @param runs 1 or more
     */
    public PipelineConfig withKeepRuns(int runs) {
        Draft draft = draft();
        draft.keepRuns = checkRange("keepRuns", runs, 1, 1_000_000);
        return new PipelineConfig(draft);
    }

    /**
     * A copy that takes over the lock of a process which gave no sign of life for this long. Default one hour. A sign is
     * given at each stage and while stages make progress, so it must be longer than one iteration of the training.
     *
     * @param age at least one minute
     */
    public PipelineConfig withLockMaxAge(Duration age) {
        if (age.compareTo(Duration.ofMinutes(1)) < 0) {
            throw new IllegalArgumentException("lockMaxAge must be at least one minute but was " + age);
        }
        Draft draft = draft();
        draft.lockMaxAge = age;
        return new PipelineConfig(draft);
    }

    private static int checkRange(String key, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(key + " must be between " + min + " and " + max + " but was " + value);
        }
        return value;
    }

    private static String checkLimit(String text) {
        limit(text);
        return text;
    }

    private static RejectionLimit limit(String text) {
        try {
            return text.endsWith("%")
                    ? RejectionLimit.share(Double.parseDouble(text.substring(0, text.length() - 1)) / 100)
                    : RejectionLimit.rows(Long.parseLong(text));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "maxRejected is a number of rows or a share from 0% to 100% but was '" + text + "'", e);
        }
    }

    /** The name of the pipeline and the model. */
    public String name() {
        return name;
    }

    /** The name of the algorithm. */
    public String algorithm() {
        return algorithm;
    }

    /** Settings of the algorithm that are not the default, keys to text. */
    public Map<String, String> parameters() {
        return parameters;
    }

    /** How events become a data set. */
    public FeatureConfig features() {
        return features;
    }

    /** What training starts from. */
    public TrainMode trainMode() {
        return trainMode;
    }

    /** How many items each user gets. */
    public int k() {
        return k;
    }

    /** Whether items a user has seen are left out. */
    public boolean excludeSeen() {
        return excludeSeen;
    }

    /** The rule that recommended items meet, as {@link ItemRule#parse} reads it; empty for none. */
    public String where() {
        return where;
    }

    /** How many broken events are accepted: a number, or a share with a percent sign. */
    public String maxRejected() {
        return maxRejected;
    }

    /** {@link #maxRejected} as the event log wants it. */
    public RejectionLimit rejectionLimit() {
        return limit(maxRejected);
    }

    /** What may be published. */
    public GateConfig gate() {
        return gate;
    }

    /** How many versions are kept. */
    public int keepVersions() {
        return keepVersions;
    }

    /** How many runs are kept. */
    public int keepRuns() {
        return keepRuns;
    }

    /** After how long without a sign of life a lock is taken over. */
    public Duration lockMaxAge() {
        return lockMaxAge;
    }

    /** Everything, keys to text, as manifests record it. */
    public Map<String, String> describe() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("name", name);
        all.put("algorithm", algorithm);
        parameters.forEach((key, value) -> all.put("parameters." + key, value));
        FeatureConfig.parameters().describe(features).forEach((key, value) -> all.put("features." + key, value));
        GateConfig.parameters().describe(gate).forEach((key, value) -> all.put("gate." + key, value));
        all.putAll(PARAMETERS.describe(this));
        return Collections.unmodifiableMap(all);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PipelineConfig that && describe().equals(that.describe());
    }

    @Override
    public int hashCode() {
        return describe().hashCode();
    }

    @Override
    public String toString() {
        return describe().toString();
    }
}
