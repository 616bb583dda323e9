package dev.recsys.recommend;

import dev.recsys.event.IdIndex;
import dev.recsys.model.Capability;
import dev.recsys.model.History;
import dev.recsys.model.ItemMask;
import dev.recsys.model.Model;
import dev.recsys.model.ModelBundle;
import dev.recsys.model.Query;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** From a request by business id to a query and a mask by position. */
final class RequestTranslation<U, I> {

    private final ModelBundle<U, I> bundle;
    private final ItemMask filter;

    RequestTranslation(ModelBundle<U, I> bundle, ItemMask filter) {
        this.bundle = bundle;
        this.filter = filter;
    }

    /** The query of the request's history, else of its user; empty if the model can serve neither. */
    Optional<Query> query(Request<U, I> request, int user) {
        return candidate(request, user).filter(Query::isInformed);
    }

    private Optional<Query> candidate(Request<U, I> request, int user) {
        Model model = bundle.model();
        Set<Capability> capabilities = model.capabilities();
        if (capabilities.contains(Capability.FOLD_IN)) {
            History history = history(request.history());
            if (history.size() > 0) {
                return Optional.of(model.forHistory(history));
            }
        }
        if (user != IdIndex.ABSENT) {
            return Optional.of(model.forUser(user));
        }
        return capabilities.contains(Capability.NON_PERSONALIZED)
                ? Optional.of(model.forHistory(History.of()))
                : Optional.empty();
    }

    /** Known items by position, weighted as training rows were; in that order, so that the bits never change. */
    private History history(Map<I, Float> strengths) {
        int[] items = new int[strengths.size()];
        float[] weights = new float[items.length];
        int known = 0;
        for (Map.Entry<I, Float> entry : strengths.entrySet()) {
            int item = bundle.items().positionOf(entry.getKey());
            if (item != IdIndex.ABSENT) {
                items[known] = item;
                weights[known++] = entry.getValue();
            }
        }
        return weighted(History.of(items, weights, known));
    }

    private History weighted(History raw) {
        int[] items = raw.items();
        float[] weights = raw.weights();
        bundle.weighting().apply(items, weights, items.length);
        int kept = 0; // a strength may vanish when weighted
        for (int i = 0; i < items.length; i++) {
            if (weights[i] != 0) {
                items[kept] = items[i];
                weights[kept++] = weights[i];
            }
        }
        return History.of(items, weights, kept);
    }

    /** The items the request allows. */
    ItemMask mask(Request<U, I> request, int user) {
        ItemMask mask = filter;
        if (request.allowed().isPresent()) {
            mask = mask.and(
                    ItemMask.of(filter.items(), positions(request.allowed().get())));
        }
        if (!request.excluded().isEmpty()) {
            mask = mask.and(ItemMask.except(filter.items(), positions(request.excluded())));
        }
        if (request.excludeSeen() && !request.history().isEmpty()) {
            mask = mask.and(
                    ItemMask.except(filter.items(), positions(request.history().keySet())));
        }
        if (!request.excludeSeen()) {
            return mask;
        }
        return user != IdIndex.ABSENT
                ? withoutSeen(mask, user)
                : mask.and(ItemMask.except(filter.items(), seen(request)));
    }

    /** What the user of a request has seen, whether the model has a row for the user or not. */
    private int[] seen(Request<U, I> request) {
        Optional<U> user = request.user();
        return user.isPresent() ? bundle.seenBy(user.get()) : new int[0];
    }

    /** A mask without the items a user has seen. */
    ItemMask withoutSeen(ItemMask mask, int user) {
        return mask.and(ItemMask.except(filter.items(), bundle.seen().of(user)));
    }

    /** The mask of everything the recommender's filters allow. */
    ItemMask filter() {
        return filter;
    }

    /** The ids of what the user of a request has seen, so that a fallback that does not know the user leaves it out. */
    Set<I> seenIds(Request<U, I> request) {
        Set<I> ids = new HashSet<>(request.history().keySet());
        for (int item : seen(request)) {
            ids.add(bundle.items().id(item));
        }
        return ids;
    }

    /** The position of the user who asks, or {@link IdIndex#ABSENT}. */
    int userPosition(Request<U, I> request) {
        Optional<U> user = request.user();
        return user.isPresent() ? bundle.users().positionOf(user.get()) : IdIndex.ABSENT;
    }

    private int[] positions(Collection<I> ids) {
        int[] positions = new int[ids.size()];
        int count = 0;
        for (I id : ids) {
            int position = bundle.items().positionOf(id);
            if (position != IdIndex.ABSENT) {
                positions[count++] = position;
            }
        }
        return Arrays.copyOf(positions, count);
    }
}
