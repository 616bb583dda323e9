package dev.recsys.recommend;

import dev.recsys.event.IdIndex;
import dev.recsys.model.ItemMask;
import dev.recsys.model.Model;
import dev.recsys.model.TopK;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** One batch: blocks of users are served in parallel, then handed to the sink in order. */
final class BatchRun<U, I> {

    private static final int USERS_PER_TASK = 512;
    private static final int TASKS_PER_WORKER = 2;

    private final ModelRecommender<U, I> recommender;
    private final BatchUsers<U> users;
    private final BatchRequest batch;
    private final Instant now;
    private final int candidates;

    BatchRun(ModelRecommender<U, I> recommender, BatchUsers<U> users, BatchRequest batch, Instant now) {
        this.recommender = recommender;
        this.users = users;
        this.batch = batch;
        this.now = now;
        this.candidates =
                recommender.widened(Request.<U, I>anonymous(batch.k())).k();
    }

    void run(RecommendationSink<U, I> sink) {
        int blockUsers = USERS_PER_TASK * TASKS_PER_WORKER * batch.parallelism().workers();
        int count;
        for (int from = 0; from < users.size(); from += count) {
            int first = from;
            count = Math.min(blockUsers, users.size() - from);
            int end = from + count;
            List<List<List<Recommendation<I>>>> lists = new ArrayList<>();
            for (int start = from; start < end; start += USERS_PER_TASK) {
                lists.add(List.of());
            }
            batch.parallelism()
                    .run(
                            lists.size(),
                            batch.cancellation(),
                            "recommending to all users",
                            (worker, task) -> lists.set(task, serve(first + task * USERS_PER_TASK, end)));
            emit(first, lists, sink);
            batch.progress().step("users recommended to", from + count, users.size(), "");
        }
    }

    /** The lists of the users at the places from {@code from}, at most one task's share of those before {@code end}. */
    private List<List<Recommendation<I>>> serve(int from, int end) {
        int count = Math.min(USERS_PER_TASK, end - from);
        List<Request<U, I>> requests = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            requests.add(Request.<U, I>forUser(users.ids().apply(from + i), batch.k())
                    .withExcludeSeen(batch.excludeSeen()));
        }
        TopK[] best = score(from, requests);
        Optional<QueryAdjustment<U, I>> adjustment =
                recommender.adjustment().map(general -> general.prepared(requests));
        List<List<Recommendation<I>>> lists = new ArrayList<>(count);
        for (int i = 0, known = 0; i < count; i++) {
            lists.add(
                    modelPosition(from + i) != IdIndex.ABSENT
                            ? recommender.completed(best[known++], requests.get(i), now)
                            : recommender.recommend(requests.get(i), now, adjustment));
        }
        return lists;
    }

    /** The position of the user at a place, if the model alone serves it; an adjustment may look at each request. */
    private int modelPosition(int place) {
        return recommender.adjustment().isPresent()
                ? IdIndex.ABSENT
                : users.positions().applyAsInt(place);
    }

    /** What the model has for those users it knows, in one pass; nothing for those of whom it knows nothing. */
    private TopK[] score(int from, List<Request<U, I>> requests) {
        Model model = recommender.bundle().model();
        TopK[] best = new TopK[requests.size()];
        int[] positions = new int[best.length];
        ItemMask[] masks = new ItemMask[best.length];
        int[] places = new int[best.length]; // in best, of those who are asked for
        int known = 0;
        int asked = 0;
        for (int i = 0; i < best.length; i++) {
            int position = modelPosition(from + i);
            if (position != IdIndex.ABSENT) {
                best[known] = TopK.empty();
                if (model.forUser(position).isInformed()) {
                    positions[asked] = position;
                    masks[asked] = recommender.translation().mask(requests.get(i), position);
                    places[asked++] = known;
                }
                known++;
            }
        }
        TopK[] lists = asked == 0
                ? new TopK[0]
                : model.topK(Arrays.copyOf(positions, asked), candidates, Arrays.copyOf(masks, asked));
        for (int i = 0; i < asked; i++) {
            best[places[i]] = lists[i];
        }
        return best;
    }

    private void emit(int first, List<List<List<Recommendation<I>>>> lists, RecommendationSink<U, I> sink) {
        int place = first;
        for (List<List<Recommendation<I>>> block : lists) {
            for (List<Recommendation<I>> list : block) {
                sink.accept(users.ids().apply(place++), list);
            }
        }
    }
}
