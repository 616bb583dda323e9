package dev.recsys.eval.segment;

import dev.recsys.Experimental;
import dev.recsys.data.ItemCatalog;
import dev.recsys.eval.Background;
import dev.recsys.event.IdIndex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * A way to put users, or items, into named groups. One may belong to several groups, as a film to several genres, or to none.
 *
 * <p>Groups are made from training, from attributes, or from a rule of the host; never from the test, or the numbers would choose
 * their own groups. Immutable; thread-safe if the rule is.
 *
 * @param <T> the Java type of the ids
 */
@Experimental
public final class Groups<T> {

    /** The group of those of whom an attribute is not known. */
    public static final String UNKNOWN = "(unknown)";

    private final String name;
    private final List<String> names;
    private final Function<T, List<String>> rule;

    private Groups(String name, List<String> names, Function<T, List<String>> rule) {
        this.name = name;
        this.names = names;
        this.rule = rule;
    }

    /**
     * Groups by a rule of one's own.
     *
     * @param name what they are by, for instance {@code "country"}
     * @param names of the groups, distinct, in the order they are to be shown
     * @param rule the groups of an id; names that are not among {@code names} are ignored; thread-safe
     */
    public static <T> Groups<T> of(String name, List<String> names, Function<T, List<String>> rule) {
        if (new TreeSet<>(names).size() < names.size()) {
            throw new IllegalArgumentException("the names of groups must be distinct but are " + names);
        }
        return new Groups<>(name, List.copyOf(names), rule);
    }

    /**
     * Groups by the values of an attribute, in their natural order; who has none is in {@link #UNKNOWN}.
     *
     * @param values of the attribute, by id; copied
     */
    public static <T> Groups<T> byAttribute(String name, Map<T, String> values) {
        Map<T, String> copy = Map.copyOf(values);
        List<String> names = new ArrayList<>(new TreeSet<>(copy.values()));
        names.remove(UNKNOWN);
        names.add(UNKNOWN);
        return of(name, names, id -> List.of(copy.getOrDefault(id, UNKNOWN)));
    }

    /**
     * Users by how many items they took in training.
     *
     * @param bounds where the groups begin, ascending, greater than 0: with 1, 5 and 20 the groups are 0, 1 to 4, 5 to 19, and 20
     *     or more
     */
    public static <U> Groups<U> byActivity(Background<U, ?> background, int... bounds) {
        int[] from = bounds.clone();
        for (int i = 0; i < from.length; i++) {
            if (from[i] <= (i == 0 ? 0 : from[i - 1])) {
                throw new IllegalArgumentException(
                        "bounds must be greater than 0 and ascending but are " + Arrays.toString(from));
            }
        }
        List<String> names = new ArrayList<>();
        for (int i = 0; i <= from.length; i++) {
            names.add(range(i == 0 ? 0 : from[i - 1], i < from.length ? from[i] : Integer.MAX_VALUE));
        }
        return of("items in training", names, user -> {
            int items = background.history(user).size();
            int group = 0;
            while (group < from.length && items >= from[group]) {
                group++;
            }
            return List.of(names.get(group));
        });
    }

    private static String range(int from, int end) {
        if (end == Integer.MAX_VALUE) {
            return String.format(Locale.ROOT, "%,d or more", from);
        }
        return end == from + 1
                ? String.format(Locale.ROOT, "%,d", from)
                : String.format(Locale.ROOT, "%,d to %,d", from, end - 1);
    }

    /** Users by whether anything is known of them from training: {@code cold} and {@code warm}. */
    public static <U> Groups<U> coldAndWarm(Background<U, ?> background) {
        return of("cold or warm", List.of("cold", "warm"), user -> {
            return List.of(background.history(user).size() == 0 ? "cold" : "warm");
        });
    }

    /**
     * Items by their popularity in training: {@code head} are the most popular ones that together have 80 % of all pairs of user and
     * item, {@code tail} the others, {@code cold} those that nobody took, or that are not in the catalogue.
     */
    public static <I> Groups<I> byPopularity(Background<?, I> background) {
        IdIndex<I> items = background.items();
        boolean[] head = background.facts().shortHead();
        return of("popularity", List.of("head", "tail", "cold"), item -> {
            int position = items.positionOf(item);
            if (position == IdIndex.ABSENT || background.facts().takers(position) == 0) {
                return List.of("cold");
            }
            return List.of(head[position] ? "head" : "tail");
        });
    }

    /** Items by the categories of a catalogue, in their natural order; an item may be in several. */
    public static <I> Groups<I> byCategory(ItemCatalog<I> catalog) {
        TreeSet<String> names = new TreeSet<>();
        catalog.items().forEach(item -> names.addAll(item.categories()));
        names.remove(UNKNOWN);
        List<String> all = new ArrayList<>(names);
        all.add(UNKNOWN);
        return of("category", all, item -> {
            List<String> own = catalog.categories(item);
            return own.isEmpty() ? List.of(UNKNOWN) : own;
        });
    }

    /** What the groups are by. */
    public String name() {
        return name;
    }

    /** The names of the groups, in the order they are shown. */
    public List<String> names() {
        return names;
    }

    /** The groups of an id; none, one, or several of the {@link #names()}, each once. */
    public List<String> of(T id) {
        return rule.apply(id).stream().distinct().toList();
    }

    @Override
    public String toString() {
        return "by " + name + ": " + String.join(", ", names);
    }
}
