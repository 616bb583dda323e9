package dev.recsys.eval.report;

import dev.recsys.eval.Run;
import dev.recsys.eval.metric.Direction;
import dev.recsys.eval.report.Sections.Case;
import dev.recsys.eval.report.Sections.Listed;
import dev.recsys.eval.report.Sections.Reason;
import dev.recsys.eval.report.Sections.Shelf;
import dev.recsys.event.IdIndex;
import dev.recsys.event.IdType;
import dev.recsys.model.History;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Concrete users, chosen by rule: never by hand. */
final class Cases<U, I> {

    private static final int PER_REASON = 3;
    private static final int SHELF = 12;

    private final Measured<U, I> measured;
    private final IdIndex<U> users;
    private final IdType<I> itemType;
    private final int k;

    Cases(Measured<U, I> measured) {
        this.measured = measured;
        this.users = measured.result(measured.baseline()).users();
        this.itemType = measured.study().judgments.items().type();
        this.k = Cutoffs.of(measured.primary(), 10);
    }

    /** Users of the best challenger: its largest losses, those in the middle of all who differ, its largest gains. */
    List<Case> cases() {
        String metric = measured.primary().name();
        if (measured.challengers().isEmpty() || !measured.result(measured.baseline()).hasPerUser(metric)) {
            return List.of();
        }
        String system = best(metric);
        double[] deltas = measured.deltas(system);
        double sign = measured.primary().direction() == Direction.LOWER_IS_BETTER ? -1 : 1;
        int[] order = IntStream.range(0, deltas.length)
                .filter(user -> Math.abs(deltas[user]) > 1e-9)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer user) -> sign * deltas[user]).thenComparing(user -> user))
                .mapToInt(Integer::intValue)
                .toArray();
        List<Case> cases = new ArrayList<>();
        Set<Integer> taken = new HashSet<>();
        for (int i = 0; i < PER_REASON && i < order.length && sign * deltas[order[i]] < 0; i++) {
            add(order[i], Reason.LOSS, system, taken, cases);
        }
        int middle = Math.max(0, order.length / 2 - PER_REASON / 2);
        for (int i = middle; i < Math.min(order.length, middle + PER_REASON); i++) {
            add(order[i], Reason.MEDIAN, system, taken, cases);
        }
        for (int i = order.length - 1; i >= 0 && i >= order.length - PER_REASON && sign * deltas[order[i]] > 0; i--) {
            add(order[i], Reason.GAIN, system, taken, cases);
        }
        return cases;
    }

    private String best(String metric) {
        boolean less = measured.primary().direction() == Direction.LOWER_IS_BETTER;
        String best = measured.challengers().get(0);
        for (String system : measured.challengers()) {
            double value = measured.result(system).value(metric);
            double least = measured.result(best).value(metric);
            best = less ? (value < least ? system : best) : value > least ? system : best;
        }
        return best;
    }

    private void add(int place, Reason reason, String system, Set<Integer> taken, List<Case> cases) {
        if (!taken.add(place)) {
            return;
        }
        String metric = measured.primary().name();
        U user = users.id(place);
        Map<I, Double> judged = measured.study().judgments.of(
                measured.study().judgments.users().positionOf(user));
        List<I> relevant = judged.entrySet().stream()
                .filter(entry -> entry.getValue() >= measured.study().rules.level())
                .sorted(Map.Entry.<I, Double>comparingByValue().reversed())
                .map(Map.Entry::getKey)
                .toList();
        cases.add(new Case(
                users.text(place),
                reason,
                system,
                measured.result(measured.baseline()).perUser(metric)[place],
                measured.result(system).perUser(metric)[place],
                history(user),
                shelf(relevant),
                list(measured.run(measured.baseline()), user, new HashSet<>(relevant)),
                list(measured.run(system), user, new HashSet<>(relevant))));
    }

    /** The items with the greatest weights in training. */
    private Shelf history(U user) {
        List<I> items = new ArrayList<>();
        measured.study().background.ifPresent(background -> {
            History history = background.history(user);
            IntStream.range(0, history.size())
                    .boxed()
                    .sorted(Comparator.comparingDouble((Integer index) -> -history.weight(index)))
                    .forEach(index -> items.add(background.items().id(history.item(index))));
        });
        return shelf(items);
    }

    private Shelf shelf(List<I> items) {
        return new Shelf(items.stream().limit(SHELF).map(this::label).toList(), items.size());
    }

    private List<Listed> list(Run<U, I> run, U user, Set<I> relevant) {
        return run.list(user).stream()
                .limit(k)
                .map(one -> new Listed(label(one.item()), relevant.contains(one.item())))
                .toList();
    }

    private String label(I item) {
        return measured.study()
                .titles
                .flatMap(catalog -> catalog.find(item))
                .flatMap(found -> found.title())
                .orElseGet(() -> itemType.format(item));
    }
}
