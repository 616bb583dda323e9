package dev.recsys.recommend;

import dev.recsys.model.ItemMask;
import dev.recsys.model.Model;
import dev.recsys.model.ModelBundle;
import dev.recsys.model.TopK;
import java.util.ArrayList;
import java.util.List;

/** One batch: blocks of users are scored in parallel, then handed to the sink in order. */
final class BatchRun<U, I> {

    private static final int USERS_PER_TASK = 256;
    private static final int TASKS_PER_WORKER = 4;

    private final ModelRecommender<U, I> recommender;
    private final RequestTranslation<U, I> translation;
    private final BatchRequest batch;
    private final ModelBundle<U, I> bundle;
    private final int users;

    BatchRun(ModelRecommender<U, I> recommender, RequestTranslation<U, I> translation, BatchRequest batch) {
        this.recommender = recommender;
        this.translation = translation;
        this.batch = batch;
        this.bundle = recommender.bundle();
        this.users = bundle.users().size();
    }

    void run(RecommendationSink<U, I> sink) {
        int blockUsers = USERS_PER_TASK * TASKS_PER_WORKER * batch.parallelism().workers();
        int count;
        for (int from = 0; from < users; from += count) {
            int first = from;
            count = Math.min(blockUsers, users - from);
            int end = from + count;
            TopK[][] lists = new TopK[(count + USERS_PER_TASK - 1) / USERS_PER_TASK][];
            batch.parallelism()
                    .run(
                            lists.length,
                            batch.cancellation(),
                            "recommending to all users",
                            (worker, task) -> lists[task] = score(first + task * USERS_PER_TASK, end));
            emit(first, lists, sink);
            batch.progress().step("users recommended to", from + count, users, "");
        }
    }

    private TopK[] score(int from, int end) {
        int[] block = new int[Math.min(USERS_PER_TASK, end - from)];
        ItemMask[] masks = new ItemMask[block.length];
        for (int i = 0; i < block.length; i++) {
            block[i] = from + i;
            masks[i] = batch.excludeSeen()
                    ? translation.withoutSeen(translation.filter(), from + i)
                    : translation.filter();
        }
        Model model = bundle.model();
        TopK[] lists = model.topK(block, batch.k(), masks);
        for (int i = 0; i < block.length; i++) {
            if (!model.forUser(block[i]).isInformed()) {
                lists[i] = TopK.empty();
            }
        }
        return lists;
    }

    private void emit(int first, TopK[][] lists, RecommendationSink<U, I> sink) {
        int user = first;
        for (TopK[] block : lists) {
            for (TopK best : block) {
                U id = bundle.users().id(user++);
                List<Recommendation<I>> list = new ArrayList<>(best.size());
                recommender.append(list, best);
                Request<U, I> request = Request.<U, I>forUser(id, batch.k()).withExcludeSeen(batch.excludeSeen());
                sink.accept(id, recommender.completed(list, request));
            }
        }
    }
}
