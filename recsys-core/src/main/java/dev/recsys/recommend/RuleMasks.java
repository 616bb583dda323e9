package dev.recsys.recommend;

import dev.recsys.data.ItemCatalog.Item;
import dev.recsys.model.ItemMask;
import dev.recsys.model.ModelBundle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The masks of rules over the items of one bundle. Kept are the masks of single terms, the {@value #KEPT} used last, items
 * / 8 bytes each, with the terms and their values; and, from the first term on, the catalogue's entry of each item, a
 * reference. So a request's own rule costs O(items / 64) for each sign in it, and O(items) for each term that is not kept.
 * Thread-safe.
 */
final class RuleMasks<I> {

    static final int KEPT = 64;

    private final ModelBundle<?, I> bundle;
    private final Map<RuleNode, ItemMask> kept = new LinkedHashMap<>(KEPT, 0.75f, true); // least recently used first
    private volatile @Nullable List<Optional<Item<I>>> entries;

    RuleMasks(ModelBundle<?, I> bundle) {
        this.bundle = bundle;
    }

    /** The items that meet a rule. */
    ItemMask of(ItemRule rule) {
        return of(rule.node());
    }

    private ItemMask of(RuleNode node) {
        if (node instanceof RuleNode.And and) {
            return joined(and.parts(), ItemMask::and);
        }
        if (node instanceof RuleNode.Or or) {
            return joined(or.parts(), ItemMask::or);
        }
        if (node instanceof RuleNode.Not not) {
            return of(not.part()).not();
        }
        return term(node);
    }

    private ItemMask joined(List<RuleNode> parts, BinaryOperator<ItemMask> sign) {
        ItemMask mask = of(parts.get(0));
        for (RuleNode part : parts.subList(1, parts.size())) {
            mask = sign.apply(mask, of(part));
        }
        return mask;
    }

    private ItemMask term(RuleNode term) {
        synchronized (kept) {
            ItemMask mask = kept.get(term);
            if (mask != null) {
                return mask;
            }
        }
        List<Optional<Item<I>>> known = entries();
        ItemMask mask =
                ItemMask.where(known.size(), item -> term.holds(known.get(item).orElse(null)));
        synchronized (kept) {
            kept.put(term, mask);
            if (kept.size() > KEPT) {
                kept.remove(kept.keySet().iterator().next());
            }
        }
        return mask;
    }

    /** The catalogue's entries by position, looked up when first needed; two threads may both do it. */
    private List<Optional<Item<I>>> entries() {
        List<Optional<Item<I>>> found = entries;
        if (found == null) {
            found = new ArrayList<>(bundle.items().size());
            for (int item = 0; item < bundle.items().size(); item++) {
                found.add(bundle.catalog().find(bundle.items().id(item)));
            }
            entries = found;
        }
        return found;
    }

    int keptTerms() {
        synchronized (kept) {
            return kept.size();
        }
    }
}
