package dev.recsys.recommend;

import dev.recsys.model.History;
import dev.recsys.model.Query;
import java.util.List;

/** One adjustment after another. */
record BothAdjustments<U, I>(QueryAdjustment<U, I> first, QueryAdjustment<U, I> next) implements QueryAdjustment<U, I> {

    @Override
    public Query adjust(Request<U, I> request, History history, Query query) {
        return next.adjust(request, history, first.adjust(request, history, query));
    }

    @Override
    public QueryAdjustment<U, I> prepared(List<Request<U, I>> requests) {
        return new BothAdjustments<>(first.prepared(requests), next.prepared(requests));
    }
}
