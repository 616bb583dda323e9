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
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Concrete users, chosen by rule: never by hand. */
final class Cases<U, I> {

    private static final int PER_REASON = 3;
    private static final int LOSSES_OF_EACH = 2;
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

    /**
     * The largest losses of each challenger; of the best one also those in the middle of all who differ, and its largest gains.
     * Users to whom both systems gave a list come first.
     */
    List<Case> cases() {
        String metric = measured.primary().name();
        List<String> systems = systems();
        if (systems.isEmpty() || !measured.result(measured.baseline()).hasPerUser(metric)) {
            return List.of();
        }
        List<Case> cases = new ArrayList<>();
        Set<Integer> taken = new HashSet<>();
        int each = systems.size() > 1 ? LOSSES_OF_EACH : PER_REASON;
        for (String system : systems) {
            add(worstFirst(system).filter(user -> gain(system, user) < 0), each, Reason.LOSS, system, taken, cases);
        }
        String best = best(systems);
        List<Integer> order = worstFirst(best).toList();
        int middle = Math.max(0, order.size() / 2 - PER_REASON / 2);
        add(order.stream().skip(middle), PER_REASON, Reason.MEDIAN, best, taken, cases);
        List<Integer> reversed = new ArrayList<>(order);
        Collections.reverse(reversed);
        add(reversed.stream().filter(user -> gain(best, user) > 0), PER_REASON, Reason.GAIN, best, taken, cases);
        return cases;
    }

    /** Challengers, without references where there are others. */
    private List<String> systems() {
        List<String> others = measured.challengers().stream()
                .filter(name -> !name.equals(References.POPULARITY) && !name.equals(References.RANDOM))
                .toList();
        return others.isEmpty() ? measured.challengers() : others;
    }

    private double gain(String system, int user) {
        String metric = measured.primary().name();
        double delta = measured.result(system).perUser(metric)[user]
                - measured.result(measured.baseline()).perUser(metric)[user];
        return measured.primary().direction() == Direction.LOWER_IS_BETTER ? -delta : delta;
    }

    /** Those who differ; where there are some with both lists, only these. */
    private Stream<Integer> worstFirst(String system) {
        double[] deltas = measured.deltas(system);
        double sign = measured.primary().direction() == Direction.LOWER_IS_BETTER ? -1 : 1;
        List<Integer> differing = IntStream.range(0, deltas.length)
                .filter(user -> Math.abs(deltas[user]) > 1e-9)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer user) -> sign * deltas[user])
                        .thenComparing(user -> user))
                .toList();
        List<Integer> answered = differing.stream()
                .filter(user -> hasList(system, user) && hasList(measured.baseline(), user))
                .toList();
        return (answered.isEmpty() ? differing : answered).stream();
    }

    private boolean hasList(String system, int user) {
        return !measured.run(system).list(users.id(user)).isEmpty();
    }

    private String best(List<String> systems) {
        boolean less = measured.primary().direction() == Direction.LOWER_IS_BETTER;
        String metric = measured.primary().name();
        String best = systems.get(0);
        for (String system : systems) {
            double value = measured.result(system).value(metric);
            double least = measured.result(best).value(metric);
            best = (less ? value < least : value > least) ? system : best;
        }
        return best;
    }

    private void add(
            Stream<Integer> order, int most, Reason reason, String system, Set<Integer> taken, List<Case> cases) {
        order.filter(user -> !taken.contains(user)).limit(most).toList().forEach(user -> {
            taken.add(user);
            cases.add(oneCase(user, reason, system));
        });
    }

    private Case oneCase(int place, Reason reason, String system) {
        String metric = measured.primary().name();
        U user = users.id(place);
        Map<I, Double> judged =
                measured.study().judgments.of(measured.study().judgments.users().positionOf(user));
        List<I> relevant = judged.entrySet().stream()
                .filter(entry -> entry.getValue() >= measured.study().rules.level())
                .sorted(Map.Entry.<I, Double>comparingByValue().reversed())
                .map(Map.Entry::getKey)
                .toList();
        return new Case(
                users.text(place),
                reason,
                system,
                measured.result(measured.baseline()).perUser(metric)[place],
                measured.result(system).perUser(metric)[place],
                history(user),
                shelf(relevant),
                list(measured.run(measured.baseline()), user, new HashSet<>(relevant)),
                list(measured.run(system), user, new HashSet<>(relevant)));
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
