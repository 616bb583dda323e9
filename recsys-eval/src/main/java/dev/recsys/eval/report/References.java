package dev.recsys.eval.report;

import dev.recsys.eval.Background;
import dev.recsys.eval.Judgments;
import dev.recsys.eval.Run;
import dev.recsys.event.IdIndex;
import dev.recsys.recommend.Recommendation;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;

/** What everybody has to beat: the most taken items, and items drawn at random; without those a user had seen. */
final class References<U, I> {

    static final String POPULARITY = "popularity";
    static final String RANDOM = "random";

    private final Judgments<U, I> judgments;
    private final Background<U, I> background;
    private final int depth;

    References(Judgments<U, I> judgments, Background<U, I> background, int depth) {
        this.judgments = judgments;
        this.background = background;
        this.depth = depth;
    }

    Run<U, I> popularity() {
        int[] order = IntStream.range(0, background.items().size())
                .boxed()
                .sorted((a, b) -> {
                    int byTakers = Integer.compare(
                            background.facts().takers(b), background.facts().takers(a));
                    return byTakers != 0 ? byTakers : Integer.compare(a, b);
                })
                .mapToInt(Integer::intValue)
                .toArray();
        return run(POPULARITY, () -> {
            int[] next = {0};
            return () -> order[next[0]++];
        });
    }

    Run<U, I> random(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] pool = IntStream.range(0, background.items().size()).toArray();
        return run(RANDOM, () -> {
            int[] drawn = {0};
            return () -> {
                int other = random.nextInt(drawn[0], pool.length);
                int item = pool[other];
                pool[other] = pool[drawn[0]];
                pool[drawn[0]++] = item;
                return item;
            };
        });
    }

    /** An endless supply of distinct items would do; there are as many as the catalogue has. */
    private interface Order {

        IntSupplier forNextUser();
    }

    private Run<U, I> run(String name, Order order) {
        IdIndex<I> items = background.items();
        Run.Builder<U, I> run = Run.builder(name, judgments.users().type(), items.type());
        for (int place = 0; place < judgments.users().size(); place++) {
            U user = judgments.users().id(place);
            BitSet seen = seen(user);
            IntSupplier next = order.forNextUser();
            List<Recommendation<I>> list = new ArrayList<>();
            for (int tried = 0; tried < items.size() && list.size() < depth; tried++) {
                int item = next.getAsInt();
                if (!seen.get(item)) {
                    list.add(Recommendation.of(items.id(item), depth - list.size(), list.size() + 1, name));
                }
            }
            run.add(user, list);
        }
        return run.build();
    }

    private BitSet seen(U user) {
        BitSet seen = new BitSet();
        for (int item : background.seen(user)) {
            seen.set(item);
        }
        return seen;
    }
}
