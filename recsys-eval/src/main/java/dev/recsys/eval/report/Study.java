package dev.recsys.eval.report;

import dev.recsys.Experimental;
import dev.recsys.data.ItemCatalog;
import dev.recsys.eval.Background;
import dev.recsys.eval.Judgments;
import dev.recsys.eval.Rules;
import dev.recsys.eval.Run;
import dev.recsys.eval.metric.Metric;
import dev.recsys.eval.metric.RankingMetric;
import dev.recsys.eval.split.Split;
import dev.recsys.execution.Parallelism;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Several systems over the same judgments, and what is known beside them: all that a report is made of.
 *
 * <pre>{@code
 * Report report = Study.of(judgments, List.of(live, candidate))
 *         .withBackground(background)
 *         .withTitles(bundle.catalog())
 *         .withSplit(split)
 *         .report();
 * }</pre>
 *
 * <p>Everything is computed from the runs, so lists of any other system are reported alike. With a background the references
 * {@code popularity} and {@code random} are added, and the sections on coverage, novelty and exposure are there; without one only
 * what follows from lists and judgments.
 *
 * <p>Immutable, thread-safe.
 *
 * @param <U> the Java type of user ids
 * @param <I> the Java type of item ids
 */
@Experimental
public final class Study<U, I> {

    private final Draft<U, I> settings;

    private Study(Draft<U, I> settings) {
        this.settings = settings;
    }

    /** The settings; never modified once a study has it. */
    static final class Draft<U, I> {

        final Judgments<U, I> judgments;
        final List<Run<U, I>> runs;
        Optional<Background<U, I>> background = Optional.empty();
        Optional<String> baseline = Optional.empty();
        List<Metric> metrics = List.of();
        Rules rules = Rules.defaults();
        Optional<ItemCatalog<I>> titles = Optional.empty();
        Map<String, Function<? super U, Optional<String>>> segments = Map.of();
        List<Sections.Fact> facts = List.of();
        List<String> caveats = List.of();
        String title = "";
        long seed = 42;
        Parallelism parallelism = Parallelism.single();

        Draft(Judgments<U, I> judgments, List<Run<U, I>> runs) {
            this.judgments = judgments;
            this.runs = runs;
        }

        Draft<U, I> copy() {
            Draft<U, I> copy = new Draft<>(judgments, runs);
            copy.background = background;
            copy.baseline = baseline;
            copy.metrics = metrics;
            copy.rules = rules;
            copy.titles = titles;
            copy.segments = segments;
            copy.facts = facts;
            copy.caveats = caveats;
            copy.title = title;
            copy.seed = seed;
            copy.parallelism = parallelism;
            return copy;
        }
    }

    private Study<U, I> with(Consumer<Draft<U, I>> change) {
        Draft<U, I> copy = settings.copy();
        change.accept(copy);
        return new Study<>(copy);
    }

    /**
     * Starts with what was judged and what systems answered.
     *
     * @param runs at least one, each with a name of its own, in the order they are to be shown in
     */
    public static <U, I> Study<U, I> of(Judgments<U, I> judgments, List<Run<U, I>> runs) {
        Set<String> names = new HashSet<>();
        for (Run<U, I> run : runs) {
            if (!names.add(run.name())) {
                throw new IllegalArgumentException("run '" + run.name() + "' is there twice; give each its own name");
            }
        }
        if (names.isEmpty()) {
            throw new IllegalArgumentException("there must be at least one run");
        }
        return new Study<>(new Draft<>(judgments, List.copyOf(runs)));
    }

    /** A copy that knows the catalogue and what users took in training. */
    public Study<U, I> withBackground(Background<U, I> background) {
        return with(draft -> draft.background = Optional.of(background));
    }

    /**
     * A copy that compares with another system. Default the first run.
     *
     * @param name of a run; or, with a background, {@code "popularity"} or {@code "random"}
     */
    public Study<U, I> withBaseline(String name) {
        return with(draft -> draft.baseline = Optional.of(name));
    }

    /**
     * A copy with other metrics. The first is the primary one, which decides: choose it before looking at numbers. Default
     * ndcg@10 and other usual ones at 10, of coverage and novelty where there is a background.
     *
     * @param metrics of rankings, each with its own name; none for the default; the primary one has values per user
     */
    public Study<U, I> withMetrics(List<Metric> metrics) {
        for (Metric metric : metrics) {
            if (!(metric instanceof RankingMetric)) {
                throw new IllegalArgumentException(metric.name() + " is not a metric of rankings");
            }
        }
        return with(draft -> draft.metrics = List.copyOf(metrics));
    }

    /** A copy with other rules for the cases on which tools disagree. */
    public Study<U, I> withRules(Rules rules) {
        return with(draft -> draft.rules = rules);
    }

    /** A copy that shows items by their titles. */
    public Study<U, I> withTitles(ItemCatalog<I> catalog) {
        return with(draft -> draft.titles = Optional.of(catalog));
    }

    /**
     * A copy with a further break-down of users. The size of histories and the number of relevant items are always there, where
     * they are known.
     *
     * @param name what users are grouped by, for instance {@code "country"}
     * @param groups the group of a user; empty for none
     */
    public Study<U, I> withSegments(String name, Function<? super U, Optional<String>> groups) {
        return with(draft -> {
            Map<String, Function<? super U, Optional<String>>> more = new LinkedHashMap<>(draft.segments);
            more.put(name, groups);
            draft.segments = more;
        });
    }

    /**
     * A copy whose run card has one more line.
     *
     * @param group the lines it stands with, for instance {@code "Models"}
     */
    public Study<U, I> withFact(String group, String name, String value) {
        return with(draft -> {
            List<Sections.Fact> more = new ArrayList<>(draft.facts);
            more.add(new Sections.Fact(group, name, value));
            draft.facts = more;
        });
    }

    /** A copy with a caution for the reader, shown under the verdict. */
    public Study<U, I> withCaveat(String sentence) {
        return with(draft -> {
            List<String> more = new ArrayList<>(draft.caveats);
            more.add(sentence);
            draft.caveats = more;
        });
    }

    /** A copy whose run card says how the data was split; leakage becomes a caution. */
    public Study<U, I> withSplit(Split<U, I> split) {
        return SplitFacts.add(this, split);
    }

    /** A copy with the watermark of lists that were made of given candidates, not of the full catalogue. */
    public Study<U, I> withSampledCandidates() {
        return withCaveat("SAMPLED: the lists rank given candidates, not the full catalogue. Such numbers need not put two"
                + " systems in the order that the full catalogue would, and cannot be compared with numbers that do.");
    }

    /** A copy with another title. */
    public Study<U, I> withTitle(String title) {
        return with(draft -> draft.title = title);
    }

    /** A copy with another seed of the random reference. Default 42. */
    public Study<U, I> withSeed(long seed) {
        return with(draft -> draft.seed = seed);
    }

    /** A copy that runs on other threads; the report is the same. Default the calling one. */
    public Study<U, I> withParallelism(Parallelism parallelism) {
        return with(draft -> draft.parallelism = parallelism);
    }

    /**
     * Computes everything. Cost: about 25 metrics for each run, and a bootstrap for each comparison.
     *
     * @throws dev.recsys.DataException if the baseline is unknown, nothing is relevant to anybody, or a metric needs what is not
     *     known
     */
    public Report report() {
        return Reporting.report(settings);
    }
}
