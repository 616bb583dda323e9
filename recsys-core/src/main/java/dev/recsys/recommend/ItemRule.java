package dev.recsys.recommend;

import dev.recsys.Stable;
import dev.recsys.data.ItemCatalog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * A rule about what the catalogue says of an item: its categories, its attributes, when it may be shown. Rules are joined
 * with {@link #and}, {@link #or} and {@link #not}, and have a text form of one line:
 *
 * <pre>{@code
 * ItemRule.category("Comedy").and(ItemRule.atMost("price", 10)).and(ItemRule.attribute("lang", "fr").not())
 * ItemRule.parse("category=Comedy & price<=10 & !lang=fr")
 * }</pre>
 *
 * <p>An item that is not in the catalogue meets no term, so it meets the negation of each: {@code !lang=fr} holds for it,
 * {@code known & !lang=fr} does not.
 *
 * <p>The text form, from loose to tight: {@code a | b}, {@code a & b}, {@code !a}, {@code (a)}. Terms are {@code name=value},
 * {@code name={value, value}}, {@code name=*} (has any), {@code name!=value} (short for {@code !name=value}),
 * {@code name>=number}, {@code name<=number}, {@code known} and {@code valid@2026-01-01T00:00:00Z}. The name {@code category}
 * asks for categories; {@code "category"} in quotes for an attribute of that name. What holds one of {@code &|!(){},"=<>@*}
 * or starts or ends with a space is written in double quotes, {@code \"} and {@code \\} inside them.
 *
 * <p>Immutable, thread-safe.
 */
@Stable
public final class ItemRule {

    private final RuleNode node;

    private ItemRule(RuleNode node) {
        this.node = node;
    }

    static ItemRule of(RuleNode node) {
        return new ItemRule(node);
    }

    /** Items of a category, beside others they may have. */
    public static ItemRule category(String name) {
        return categoryIn(List.of(name));
    }

    /** Items of at least one of these categories. */
    public static ItemRule categoryIn(Collection<String> names) {
        return new ItemRule(new RuleNode.CategoryIn(sorted(names)));
    }

    /** Items that have a category at all. */
    public static ItemRule anyCategory() {
        return new ItemRule(new RuleNode.AnyCategory());
    }

    /** Items whose attribute has this value, letter for letter. */
    public static ItemRule attribute(String name, String value) {
        return attributeIn(name, List.of(value));
    }

    /** Items whose attribute has one of these values, letter for letter. */
    public static ItemRule attributeIn(String name, Collection<String> values) {
        return new ItemRule(new RuleNode.AttributeIn(checked(name), sorted(values)));
    }

    /** Items that have the attribute, whatever its value. */
    public static ItemRule hasAttribute(String name) {
        return new ItemRule(new RuleNode.HasAttribute(checked(name)));
    }

    /**
     * Items whose attribute is a number of {@code min} or more; one that is no finite number does not meet the rule.
     *
     * @param min finite
     */
    public static ItemRule atLeast(String name, double min) {
        return new ItemRule(new RuleNode.AtLeast(checked(name), finite(min)));
    }

    /**
     * Items whose attribute is a number of {@code max} or less; one that is no finite number does not meet the rule.
     *
     * @param max finite
     */
    public static ItemRule atMost(String name, double max) {
        return new ItemRule(new RuleNode.AtMost(checked(name), finite(max)));
    }

    /**
     * Items that the catalogue allows to be shown at an instant. Every instant is a term of its own, for which a recommender
     * asks the whole catalogue once: in rules of requests round it, for instance to the hour, or use
     * {@link ModelRecommender#withValidAt}.
     */
    public static ItemRule validAt(Instant instant) {
        return new ItemRule(new RuleNode.ValidAt(instant));
    }

    /** Items that are in the catalogue. */
    public static ItemRule known() {
        return new ItemRule(new RuleNode.Known());
    }

    /**
     * Items of the catalogue for which {@code test} holds. Such a rule has no text form that can be parsed, and equals
     * only rules with the same name and the same object {@code test}.
     *
     * @param name for messages
     * @param test thread-safe; its answer depends on the item only
     */
    public static ItemRule where(String name, Predicate<ItemCatalog.Item<?>> test) {
        return new ItemRule(new RuleNode.Where(name, test));
    }

    /**
     * The rule a text stands for. A text has at most {@value RuleParser#MAX_LENGTH} characters and
     * {@value RuleParser#MAX_TERMS} terms and listed values, so that a user may write it; rules made in code have no bounds.
     *
     * @throws dev.recsys.DataException if the text is no rule or too long; the message says at which character
     */
    public static ItemRule parse(String text) {
        return new ItemRule(new RuleParser(text).parse());
    }

    /** Items that meet this rule and {@code other}. */
    public ItemRule and(ItemRule other) {
        List<RuleNode> parts = new ArrayList<>();
        RuleNode.And.addParts(node, parts);
        RuleNode.And.addParts(other.node, parts);
        return new ItemRule(new RuleNode.And(List.copyOf(parts)));
    }

    /** Items that meet this rule or {@code other}. */
    public ItemRule or(ItemRule other) {
        List<RuleNode> parts = new ArrayList<>();
        RuleNode.Or.addParts(node, parts);
        RuleNode.Or.addParts(other.node, parts);
        return new ItemRule(new RuleNode.Or(List.copyOf(parts)));
    }

    /** Items that do not meet this rule. */
    public ItemRule not() {
        return new ItemRule(node instanceof RuleNode.Not negation ? negation.part() : new RuleNode.Not(node));
    }

    /** Whether an item meets the rule. */
    public <I> boolean holds(ItemCatalog<I> catalog, I item) {
        return node.holds(catalog.find(item).orElse(null));
    }

    RuleNode node() {
        return node;
    }

    private static Set<String> sorted(Collection<String> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("at least one value is needed");
        }
        return Collections.unmodifiableSet(new TreeSet<>(values));
    }

    private static String checked(String name) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("the name of an attribute must not be empty");
        }
        return name;
    }

    private static double finite(double bound) {
        if (!Double.isFinite(bound)) {
            throw new IllegalArgumentException("the bound must be finite but was " + bound);
        }
        return bound + 0.0; // turns -0 into 0, so that equal rules are equal
    }

    /** Equal in every part; {@code a & b} does not equal {@code b & a}. */
    @Override
    public boolean equals(Object other) {
        return other instanceof ItemRule that && node.equals(that.node);
    }

    @Override
    public int hashCode() {
        return node.hashCode();
    }

    /** The text form; {@link #parse} gives the same rule again unless it has a {@link #where} in it or is too long. */
    @Override
    public String toString() {
        return RuleText.of(node);
    }
}
