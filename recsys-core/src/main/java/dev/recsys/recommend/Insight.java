package dev.recsys.recommend;

import dev.recsys.event.IdIndex;
import dev.recsys.model.Capability;
import dev.recsys.model.History;
import dev.recsys.model.ItemMask;
import dev.recsys.model.Model;
import dev.recsys.model.ModelBundle;
import dev.recsys.model.Query;
import dev.recsys.model.TopK;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What a model tells beside recommendations: what is alike, and why a score is what it is. */
final class Insight<U, I> {

    private final ModelBundle<U, I> bundle;
    private final RequestTranslation<U, I> translation;

    Insight(ModelBundle<U, I> bundle, RequestTranslation<U, I> translation) {
        this.bundle = bundle;
        this.translation = translation;
    }

    /** The best items by mean similarity to those given that the model knows anything of. */
    TopK similarItems(Collection<I> items, Request<U, I> request) {
        int[] positions = translation.positions(items);
        Arrays.sort(positions);
        List<Query> queries = Arrays.stream(positions)
                .distinct()
                .mapToObj(position -> bundle.model().forItem(position))
                .filter(Query::isInformed)
                .toList();
        ItemMask allowed = translation
                .mask(request, translation.userPosition(request))
                .and(ItemMask.except(bundle.items().size(), positions));
        if (queries.size() <= 1) {
            return queries.isEmpty() ? TopK.empty() : queries.get(0).topK(request.k(), allowed);
        }
        return TopK.best(meanScores(queries), request.k(), allowed);
    }

    private float[] meanScores(List<Query> queries) {
        int[] all = new int[bundle.items().size()];
        Arrays.setAll(all, item -> item);
        double[] sums = new double[all.length];
        float[] scores = new float[all.length];
        for (Query query : queries) {
            query.scores(all, all.length, scores);
            for (int item = 0; item < all.length; item++) {
                sums[item] += scores[item];
            }
        }
        for (int item = 0; item < all.length; item++) {
            scores[item] = (float) (sums[item] / queries.size());
        }
        return scores;
    }

    List<SimilarUser<U>> similarUsers(U user, int k) {
        int position = bundle.users().positionOf(user);
        if (position == IdIndex.ABSENT) {
            return List.of();
        }
        TopK best = bundle.model().similarUsers(position, k);
        List<SimilarUser<U>> list = new ArrayList<>(best.size());
        for (int i = 0; i < best.size(); i++) {
            list.add(new SimilarUser<>(bundle.users().id(best.item(i)), best.score(i), i + 1));
        }
        return List.copyOf(list);
    }

    Optional<Explanation<I>> explain(Request<U, I> request, I item, String source) {
        Model model = bundle.model();
        int position = bundle.items().positionOf(item);
        if (position == IdIndex.ABSENT) {
            return Optional.empty();
        }
        return explained(request)
                .map(history -> Explanation.of(item, source, model.explain(history, position), bundle.items()));
    }

    /** The history behind the scores of a request, if the model answers it and the history is known. */
    private Optional<History> explained(Request<U, I> request) {
        int user = translation.userPosition(request);
        if (translation.query(request, user).isEmpty()) {
            return Optional.empty();
        }
        if (bundle.model().capabilities().contains(Capability.NON_PERSONALIZED)) {
            return Optional.of(History.of());
        }
        History given = translation.history(request);
        return given.size() > 0 || user == IdIndex.ABSENT ? Optional.of(given) : bundle.history(user);
    }
}
