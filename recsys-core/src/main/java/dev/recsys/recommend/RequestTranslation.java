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
import java.util.Optional;
import java.util.Set;

/** From a request by business id to a query and a mask by position. */
final class RequestTranslation<U, I> {

    private final ModelBundle<U, I> bundle;
    private final RuleMasks<I> rules;
    private final ItemMask filter;
    private final Histories<U, I> histories;

    /** Where {@code filter} is what the recommender itself allows. */
    RequestTranslation(ModelBundle<U, I> bundle, RuleMasks<I> rules, ItemMask filter) {
        this.bundle = bundle;
        this.rules = rules;
        this.filter = filter;
        this.histories = new Histories<>(bundle);
    }

    /** The query of the request's history, else of its user; empty if the model can serve neither. */
    Optional<Query> query(Request<U, I> request, int user) {
        return candidate(request, user).filter(Query::isInformed);
    }

    /** The same, adjusted if there is an adjustment. */
    Optional<Query> query(Request<U, I> request, int user, Optional<QueryAdjustment<U, I>> adjustment) {
        Optional<Query> own = query(request, user);
        return adjustment.isEmpty()
                ? own
                : Optional.of(adjustment
                                .get()
                                .adjust(request, histories.of(request), own.orElse(new NothingKnown(filter.items()))))
                        .filter(Query::isInformed);
    }

    private Optional<Query> candidate(Request<U, I> request, int user) {
        Model model = bundle.model();
        Set<Capability> capabilities = model.capabilities();
        History history = history(request);
        if (history.size() > 0) {
            return Optional.of(model.forHistory(history));
        }
        if (user != IdIndex.ABSENT) {
            return Optional.of(model.forUser(user));
        }
        return capabilities.contains(Capability.NON_PERSONALIZED)
                ? Optional.of(model.forHistory(History.of()))
                : Optional.empty();
    }

    /** The history of the request as the model wants it, if it can use one; empty if not. */
    History history(Request<U, I> request) {
        return bundle.model().capabilities().contains(Capability.FOLD_IN)
                ? histories.ofStrengths(request.history())
                : History.of();
    }

    /** The items the request allows. */
    ItemMask mask(Request<U, I> request, int user) {
        ItemMask mask = request.rule().map(rule -> filter.and(rules.of(rule))).orElse(filter);
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
    private ItemMask withoutSeen(ItemMask mask, int user) {
        return mask.and(ItemMask.except(filter.items(), bundle.seen().of(user)));
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

    /** The positions of those ids that are known, in no particular order. */
    int[] positions(Collection<I> ids) {
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
