package dev.recsys.eval.report;

import dev.recsys.eval.report.Sections.Segment;
import dev.recsys.event.IdIndex;
import it.unimi.dsi.fastutil.doubles.DoubleArrayList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/** Differences by groups of users. */
final class Groups<U, I> {

    private final Measured<U, I> measured;

    Groups(Measured<U, I> measured) {
        this.measured = measured;
    }

    /** For each break-down and group a row for each challenger; the groups in order. */
    List<Segment> segments() {
        List<Segment> found = new ArrayList<>();
        Study.Draft<U, I> study = measured.study();
        if (measured.challengers().isEmpty()
                || !measured.result(measured.baseline())
                        .hasPerUser(measured.primary().name())) {
            return found;
        }
        study.background.ifPresent(background -> add(
                "Items in training", sizes(user -> background.history(user).size(), 0, 1, 10, 20, 50, 100, 200), found));
        add("Relevant items in the test", sizes(this::relevant, 1, 2, 5, 10, 20, 50), found);
        study.segments.forEach((name, groups) -> add(name, numbered(groups), found));
        return found;
    }

    private int relevant(U user) {
        int position = measured.study().judgments.users().positionOf(user);
        int relevant = 0;
        if (position != IdIndex.ABSENT) {
            for (double gain : measured.study().judgments.of(position).values()) {
                relevant += gain >= measured.study().rules.level() ? 1 : 0;
            }
        }
        return relevant;
    }

    /** A group with its place in the order. */
    private record Group(int order, String name) implements Comparable<Group> {

        @Override
        public int compareTo(Group other) {
            return order != other.order ? Integer.compare(order, other.order) : name.compareTo(other.name);
        }
    }

    private static <U> Function<U, Optional<Group>> sizes(ToIntFunction<U> size, int... from) {
        return user -> {
            int value = size.applyAsInt(user);
            int place = 0;
            while (place + 1 < from.length && value >= from[place + 1]) {
                place++;
            }
            int last = place + 1 < from.length ? from[place + 1] - 1 : Integer.MAX_VALUE;
            String name = last == Integer.MAX_VALUE
                    ? from[place] + " or more"
                    : last == from[place] ? String.valueOf(last) : from[place] + "\u2013" + last;
            return value < from[0] ? Optional.empty() : Optional.of(new Group(place, name));
        };
    }

    private static <U> Function<U, Optional<Group>> numbered(Function<? super U, Optional<String>> groups) {
        return user -> groups.apply(user).map(name -> new Group(0, name));
    }

    private void add(String dimension, Function<U, Optional<Group>> groups, List<Segment> found) {
        IdIndex<U> users = measured.result(measured.baseline()).users();
        Map<Group, Map<String, DoubleArrayList>> values = new TreeMap<>();
        for (String system : measured.challengers()) {
            double[] deltas = measured.deltas(system);
            for (int user = 0; user < deltas.length; user++) {
                if (!Double.isNaN(deltas[user])) {
                    double delta = deltas[user];
                    groups.apply(users.id(user))
                            .ifPresent(group -> values.computeIfAbsent(group, unknown -> new LinkedHashMap<>())
                                    .computeIfAbsent(system, unknown -> new DoubleArrayList())
                                    .add(delta));
                }
            }
        }
        values.forEach((group, bySystem) -> bySystem.forEach((system, deltas) -> {
            double[] own = deltas.toDoubleArray();
            double sum = 0;
            for (double delta : own) {
                sum += delta;
            }
            found.add(new Segment(
                    dimension, group.name(), system, own.length, Measured.mean(sum / own.length, own)));
        }));
    }
}
