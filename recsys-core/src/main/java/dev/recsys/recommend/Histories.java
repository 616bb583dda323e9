package dev.recsys.recommend;

import dev.recsys.event.IdIndex;
import dev.recsys.model.History;
import dev.recsys.model.ModelBundle;
import java.util.Map;
import java.util.Optional;

/** What is known of whoever asks, by position. */
final class Histories<U, I> {

    private final ModelBundle<U, I> bundle;

    Histories(ModelBundle<U, I> bundle) {
        this.bundle = bundle;
    }

    /** The history of the request, else the user's training row, else what the user has seen, with weight 1. */
    History of(Request<U, I> request) {
        History given = ofStrengths(request.history());
        Optional<U> user = request.user();
        if (given.size() > 0 || user.isEmpty()) {
            return given;
        }
        int position = bundle.users().positionOf(user.get());
        Optional<History> trained = position == IdIndex.ABSENT ? Optional.empty() : bundle.history(position);
        return trained.orElseGet(() -> History.of(bundle.seenBy(user.get())));
    }

    /** Known items by position, weighted as training rows were; in that order, so that the bits never change. */
    History ofStrengths(Map<I, Float> strengths) {
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
        int kept = 0; // a strength may vanish or overflow when weighted: it says nothing then
        for (int i = 0; i < items.length; i++) {
            if (weights[i] != 0 && Float.isFinite(weights[i])) {
                items[kept] = items[i];
                weights[kept++] = weights[i];
            }
        }
        return History.of(items, weights, kept);
    }
}
