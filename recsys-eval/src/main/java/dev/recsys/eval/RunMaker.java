package dev.recsys.eval;

import dev.recsys.event.EventLog;
import dev.recsys.event.IdIndex;
import dev.recsys.execution.Cancellation;
import dev.recsys.execution.Parallelism;
import dev.recsys.execution.Progress;
import dev.recsys.recommend.BatchRequest;
import dev.recsys.recommend.ModelRecommender;
import dev.recsys.recommend.Recommendation;
import dev.recsys.recommend.Recommender;
import dev.recsys.recommend.Request;
import java.util.ArrayList;
import java.util.List;

/** Asks a recommender for the lists of the users of a test log. */
final class RunMaker<U, I> {

    private static final int USERS_PER_BLOCK = 1024;

    private final String name;
    private final Recommender<U, I> recommender;
    private final int k;
    private final boolean excludeSeen;

    RunMaker(String name, Recommender<U, I> recommender, int k, boolean excludeSeen) {
        this.name = name;
        this.recommender = recommender;
        this.k = k;
        this.excludeSeen = excludeSeen;
    }

    Run<U, I> run(EventLog<U, I> test, Parallelism parallelism, Progress progress, Cancellation cancellation) {
        List<U> users = users(test);
        Run.Builder<U, I> lists =
                Run.builder(name, test.users().type(), test.items().type());
        if (recommender instanceof ModelRecommender<U, I> model) {
            BatchRequest batch = BatchRequest.of(k)
                    .withExcludeSeen(excludeSeen)
                    .withParallelism(parallelism)
                    .withProgress(progress)
                    .withCancellation(cancellation);
            model.recommendAll(users, batch, lists::add);
            return lists.build();
        }
        for (int from = 0; from < users.size(); from += USERS_PER_BLOCK) {
            List<U> block = users.subList(from, Math.min(users.size(), from + USERS_PER_BLOCK));
            List<List<Recommendation<I>>> found = new ArrayList<>(
                    block.stream().map(user -> List.<Recommendation<I>>of()).toList());
            parallelism.run(block.size(), cancellation, "asking for lists", (worker, place) -> {
                Request<U, I> request = Request.forUser(block.get(place), k);
                found.set(place, recommender.recommend(request.withExcludeSeen(excludeSeen)));
            });
            for (int place = 0; place < block.size(); place++) {
                lists.add(block.get(place), found.get(place));
            }
            progress.step("lists asked for", from + block.size(), users.size(), "");
        }
        return lists.build();
    }

    /** The users with events, in the order of positions. */
    private static <U> List<U> users(EventLog<U, ?> test) {
        List<U> users = new ArrayList<>();
        int last = IdIndex.ABSENT;
        for (int row = 0; row < test.size(); row++) {
            if (test.user(row) != last) {
                last = test.user(row);
                users.add(test.users().id(last));
            }
        }
        return users;
    }
}
