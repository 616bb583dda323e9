package dev.recsys.recommend;

import dev.recsys.data.ItemCatalog.Item;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One node of a rule: a term, or terms joined. */
sealed interface RuleNode {

    /** Whether an item meets it; null stands for one that is not in the catalogue. */
    boolean holds(@Nullable Item<?> item);

    /** What is asked of one item of the catalogue, and never met by another. */
    sealed interface Term extends RuleNode {

        boolean test(Item<?> item);

        @Override
        default boolean holds(@Nullable Item<?> item) {
            return item != null && test(item);
        }
    }

    record Known() implements Term {
        @Override
        public boolean test(Item<?> item) {
            return true;
        }
    }

    record AnyCategory() implements Term {
        @Override
        public boolean test(Item<?> item) {
            return !item.categories().isEmpty();
        }
    }

    record CategoryIn(Set<String> names) implements Term {
        @Override
        public boolean test(Item<?> item) {
            return item.categories().stream().anyMatch(names::contains);
        }
    }

    record HasAttribute(String name) implements Term {
        @Override
        public boolean test(Item<?> item) {
            return item.attributes().containsKey(name);
        }
    }

    record AttributeIn(String name, Set<String> values) implements Term {
        @Override
        public boolean test(Item<?> item) {
            String value = item.attributes().get(name);
            return value != null && values.contains(value);
        }
    }

    record AtLeast(String name, double min) implements Term {
        @Override
        public boolean test(Item<?> item) {
            return number(item, name) >= min;
        }
    }

    record AtMost(String name, double max) implements Term {
        @Override
        public boolean test(Item<?> item) {
            return number(item, name) <= max;
        }
    }

    record ValidAt(Instant instant) implements Term {
        @Override
        public boolean test(Item<?> item) {
            return item.isValidAt(instant);
        }
    }

    record Where(String name, Predicate<Item<?>> predicate) implements Term {
        @Override
        public boolean test(Item<?> item) {
            return predicate.test(item);
        }
    }

    record Not(RuleNode part) implements RuleNode {
        @Override
        public boolean holds(@Nullable Item<?> item) {
            return !part.holds(item);
        }
    }

    record And(List<RuleNode> parts) implements RuleNode {
        @Override
        public boolean holds(@Nullable Item<?> item) {
            return parts.stream().allMatch(part -> part.holds(item));
        }

        static void addParts(RuleNode node, List<RuleNode> out) {
            if (node instanceof And same) {
                out.addAll(same.parts);
            } else {
                out.add(node);
            }
        }
    }

    record Or(List<RuleNode> parts) implements RuleNode {
        @Override
        public boolean holds(@Nullable Item<?> item) {
            return parts.stream().anyMatch(part -> part.holds(item));
        }

        static void addParts(RuleNode node, List<RuleNode> out) {
            if (node instanceof Or same) {
                out.addAll(same.parts);
            } else {
                out.add(node);
            }
        }
    }

    /** An attribute as a number; NaN, which meets no bound, if it is missing or no finite number. */
    private static double number(Item<?> item, String name) {
        String text = item.attributes().get(name);
        if (text == null) {
            return Double.NaN;
        }
        try {
            double number = Double.parseDouble(text);
            return Double.isFinite(number) ? number : Double.NaN;
        } catch (NumberFormatException e) {
            return Double.NaN; // words meet no bound: that is the rule, not a failure
        }
    }
}
