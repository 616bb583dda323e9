package dev.recsys.eval.report;

import dev.recsys.eval.metric.Metric;
import dev.recsys.eval.report.Sections.Note;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The footnotes: what each metric is, and how tests were done. */
final class Notes {

    private static final Map<String, String> DEFINITIONS = definitions();

    private Notes() {}

    private static Map<String, String> definitions() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put(
                "ndcg",
                "gains of the first k items, divided by log2(rank + 1), over the same sum of the best possible list");
        all.put("recall", "relevant items among the first k / all relevant items of the user");
        all.put("recall_capped", "relevant items among the first k / the smaller of k and all relevant items");
        all.put("precision", "relevant items among the first k / k");
        all.put("map", "precision at each hit among the first k, summed, / all relevant items (variant R)");
        all.put("mrr", "1 / rank of the first hit among the first k, else 0");
        all.put("hit_rate", "share of users with a hit among the first k");
        all.put("coverage", "distinct items among the first k of all lists / items of the catalogue");
        all.put("gini", "inequality of exposure over the catalogue: 0 if all items are shown alike, 1 if one has all");
        all.put("entropy", "bits of the distribution of exposure over items");
        all.put(
                "novelty",
                "mean of \u2212log2(users who took the item / users of training) over the first k items, bits");
        all.put("intra_list_diversity", "mean distance of two items among the first k, by categories");
        all.put(
                "calibration",
                "KL divergence of the list's categories from the history's (Steck 2018), nats; 0 is alike");
        all.put("serendipity", "relevance that a popular list would not have given");
        return all;
    }

    static List<Note> of(Measured<?, ?> measured, Contrasts contrasts) {
        List<Note> notes = new ArrayList<>();
        for (Metric metric : measured.metrics()) {
            notes.add(new Note(metric.name(), definition(metric)));
        }
        notes.add(new Note(
                "Intervals",
                "95 %. Of means and of groups by Student's t over users; of the primary differences by the percentile bootstrap,"
                        + " users drawn with repetition 2,000 times. They say nothing about other seeds, other times or other"
                        + " data."));
        notes.add(new Note(
                "Tests",
                "Paired t test of the users' differences to " + measured.baseline()
                        + ", two-sided, alpha .05; p adjusted by Holm."
                        + " The primary metric, " + measured.primary().name() + ", is a family of its own ("
                        + comparisons(contrasts.primaryFamily()) + "); all other metrics are a second family ("
                        + comparisons(contrasts.otherFamily())
                        + "), to be read as hints. \u25b2 better, \u25bc worse, \u2191 higher, \u2193 lower than the baseline after"
                        + " adjustment; no mark: no difference was shown, which does not mean that there is none."
                        + " Fisher's sign-flip test of the primary metric is in the JSON file."));
        notes.add(new Note(
                "Wins, ties, losses",
                "Users with a better, the same or a worse value than with the baseline; where less is better, a smaller value is a"
                        + " win. Of a metric that is neutral, greater and smaller."));
        if (measured.study().background.isPresent()) {
            notes.add(new Note(
                    "References",
                    "popularity ranks items by how many users of training took them; random draws them with a fixed seed. Both leave"
                            + " out what the user had seen."));
        }
        return notes;
    }

    private static String comparisons(int count) {
        return Numbers.count(count, "comparison");
    }

    private static String definition(Metric metric) {
        String key = metric.name().replaceFirst("[@:].*", "");
        String known = DEFINITIONS.getOrDefault(key, "");
        String direction = switch (metric.direction()) {
            case HIGHER_IS_BETTER -> "more is better";
            case LOWER_IS_BETTER -> "less is better";
            case NEUTRAL -> "neither more nor less is better in itself";
        };
        return (known.isEmpty() ? "" : known + "; ") + "variant " + metric.variant() + "; " + direction;
    }
}
