package dev.recsys.eval.report;

import dev.recsys.eval.EvaluationResult;
import dev.recsys.eval.metric.Direction;
import dev.recsys.eval.report.Sections.Contrast;
import dev.recsys.eval.report.Sections.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the numbers say, in words. */
final class Verdicts {

    private static final int FEW_USERS = 100;
    private static final double MANY_TIES = 0.1;
    private static final double MANY_UNKNOWN = 0.2;

    private final Measured<?, ?> measured;
    private final Contrasts contrasts;
    private final String metric;

    Verdicts(Measured<?, ?> measured, Contrasts contrasts) {
        this.measured = measured;
        this.contrasts = contrasts;
        this.metric = measured.primary().name();
    }

    /** A summary, then a sentence for each challenger. */
    List<String> verdict() {
        List<String> sentences = new ArrayList<>();
        List<String> judged = judged();
        sentences.add(summary(judged));
        judged.forEach(system -> sentences.add(sentence(system)));
        return sentences;
    }

    /** The challengers; where there is none, the references. */
    private List<String> judged() {
        List<String> challengers = measured.challengers();
        return !challengers.isEmpty()
                ? challengers
                : measured.systems().stream()
                        .filter(system -> !system.equals(measured.baseline()))
                        .toList();
    }

    private String summary(List<String> judged) {
        String baseline = measured.baseline();
        double base = measured.result(baseline).value(metric);
        if (judged.isEmpty()) {
            return baseline + " has " + Numbers.value(base) + " on " + metric
                    + "; there is no other system to compare it with.";
        }
        long better = judged.stream().filter(one -> is(one, Outcome.BETTER)).count();
        long worse = judged.stream().filter(one -> is(one, Outcome.WORSE)).count();
        String total = judged.size() == 1 ? "The one other system" : "Of " + judged.size() + " systems,";
        String counts = judged.size() == 1
                ? (better == 1 ? " is better than " : worse == 1 ? " is worse than " : " is not shown to differ from ")
                        + baseline
                : " " + better + (better == 1 ? " is" : " are") + " better than " + baseline + ", " + worse
                        + (worse == 1 ? " is" : " are") + " worse, and of " + (judged.size() - better - worse)
                        + " no difference was shown";
        String best = best();
        return total + counts + " on " + metric + ". The best value is that of " + best + ", "
                + Numbers.value(measured.result(best).value(metric)) + ".";
    }

    private boolean is(String system, Outcome outcome) {
        return contrasts.find(metric, system).filter(one -> one.outcome() == outcome).isPresent();
    }

    private String best() {
        boolean less = measured.primary().direction() == Direction.LOWER_IS_BETTER;
        String best = measured.baseline();
        for (String system : measured.systems()) {
            double value = measured.result(system).value(metric);
            double least = measured.result(best).value(metric);
            best = (less ? value < least : value > least) || Double.isNaN(least) ? system : best;
        }
        return best;
    }

    private String sentence(String system) {
        Optional<Contrast> found = contrasts.find(metric, system);
        String baseline = measured.baseline();
        if (found.isEmpty()) {
            return system + " cannot be compared with " + baseline + ": no user has a value of " + metric + " in both.";
        }
        Contrast contrast = found.get();
        double base = measured.result(baseline).value(metric);
        double value = measured.result(system).value(metric);
        String values = " (" + Numbers.value(value) + " against " + Numbers.value(base)
                + (base > 0 ? ", " + Numbers.percent(contrast.difference().value() / base) : "") + ")";
        String test = Numbers.difference(contrast.difference()) + ", 95 % interval; "
                + Numbers.p(contrast.tests().adjustedP()) + family() + ".";
        var counts = contrast.counts();
        String users = " Of " + Numbers.count(counts.users(), "user") + " it wins " + Numbers.count(counts.wins())
                + ", ties " + Numbers.count(counts.ties()) + " and loses " + Numbers.count(counts.losses()) + ".";
        if (contrast.outcome() == Outcome.UNDECIDED) {
            return "No difference between " + system + " and " + baseline + " on " + metric + " was shown" + values + ": "
                    + test + users + detectable(contrast);
        }
        return system + " is " + contrast.outcome().word() + " than " + baseline
                + " on " + metric + values + ": " + test + users;
    }


    private String family() {
        int size = contrasts.primaryFamily();
        return size > 1 ? " after Holm over " + size + " comparisons" : "";
    }

    private static String detectable(Contrast contrast) {
        double smallest = contrast.tests().smallestDetectable();
        return Double.isFinite(smallest)
                ? " With these users a true difference of " + Numbers.value(smallest)
                        + " would be seen four times in five; a smaller one may be there."
                : " So few users show nothing.";
    }

    /** What makes the numbers less than they seem. */
    List<String> caveats() {
        List<String> sentences = new ArrayList<>(measured.study().caveats);
        EvaluationResult<?> base = measured.result(measured.baseline());
        int users = base.users().size();
        if (users < FEW_USERS) {
            sentences.add("Only " + Numbers.count(users, "user") + ": intervals are wide, and tests see large differences"
                    + " only.");
        }
        double unknown = (double) base.unknownItemPairs() / base.relevantPairs();
        if (measured.study().background.isPresent() && unknown > MANY_UNKNOWN) {
            sentences.add(Numbers.share(unknown) + " of what is relevant (" + Numbers.count(base.unknownItemPairs(), "pair")
                    + ") are items that were not in training: no system that learns from training finds them.");
        }
        for (String system : measured.systems()) {
            if (measured.role(system) != Sections.Role.REFERENCE) {
                addAbout(system, sentences);
            }
        }
        return sentences;
    }

    private void addAbout(String system, List<String> sentences) {
        EvaluationResult<?> result = measured.result(system);
        if (result.usersWithoutList() > 0) {
            sentences.add(system + " has no list for " + Numbers.count(result.usersWithoutList(), "user") + " of "
                    + Numbers.count(result.users().size()) + "; they count with 0.");
        }
        if (result.tiedShare() > MANY_TIES) {
            sentences.add(Numbers.share(result.tiedShare()) + " of the lists of " + system
                    + " have equal scores: the order of ties decides part of its numbers.");
        }
        int cutoff = Cutoffs.of(measured.primary(), 1);
        int depth = measured.run(system).depth();
        if (depth < cutoff) {
            sentences.add("The lists of " + system + " end at " + depth + ", before the cutoff of " + metric + ".");
        }
    }
}
