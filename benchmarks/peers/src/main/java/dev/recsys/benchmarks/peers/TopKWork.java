package dev.recsys.benchmarks.peers;

import dev.recsys.data.DataShape;
import dev.recsys.data.FactorMatrix;
import dev.recsys.execution.Cancellation;
import dev.recsys.execution.Parallelism;
import dev.recsys.model.FactorModel;
import dev.recsys.model.ItemMask;
import dev.recsys.model.ModelInfo;
import dev.recsys.model.TopK;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Exact lists of the best items for many users, from factors in files. */
final class TopKWork {

    private static final int USERS_PER_TASK = 256;
    private static final int SEEN = 100;
    private static final double DENIED = 0.3;

    private final Map<String, FactorModel> models = new TreeMap<>();
    private Optional<ItemMask[]> denied = Optional.empty();
    private TopK[] lists = new TopK[0];

    /** Reads factors and makes a model of them. */
    Reply load(Arguments arguments) throws IOException {
        FactorModel model = model(
                MatrixFiles.readFactors(arguments.path("users")), MatrixFiles.readFactors(arguments.path("items")));
        models.put(arguments.text("model"), model);
        denied = Optional.empty();
        return Reply.ok();
    }

    static FactorModel model(FactorMatrix users, FactorMatrix items) {
        DataShape shape = DataShape.of(users.rows(), items.rows(), 0);
        return FactorModel.of(ModelInfo.of("given", Map.of(), shape), users, items);
    }

    void add(String name, FactorModel model) {
        models.put(name, model);
        denied = Optional.empty();
    }

    FactorModel model(String name) {
        return Optional.ofNullable(models.get(name))
                .orElseThrow(() -> new IllegalArgumentException("no model " + name + " but " + models.keySet()));
    }

    /** Forgets all models. */
    Reply clear(Arguments arguments) {
        models.clear();
        denied = Optional.empty();
        lists = new TopK[0];
        System.gc();
        return Reply.ok();
    }

    /** The best k items of the first users; with {@code filter=denied} without 30 % of the items and 100 more of each user. */
    Reply run(Arguments arguments) {
        FactorModel model = model(arguments.text("model"));
        int users = arguments.number("users");
        int k = arguments.number("k");
        ItemMask[] masks = arguments.text("filter").equals("denied") ? denied(model, users) : all(model, users);
        TopK[] found = new TopK[users];
        Parallelism parallelism = Parallelism.threads(arguments.number("threads"));
        int tasks = (users + USERS_PER_TASK - 1) / USERS_PER_TASK;
        Timing timing = Timing.of(() -> parallelism.run(tasks, Cancellation.NEVER, "top-k", (worker, task) -> {
            int from = task * USERS_PER_TASK;
            int[] positions = new int[Math.min(USERS_PER_TASK, users - from)];
            Arrays.setAll(positions, i -> (from + i) % model.info().users());
            TopK[] part = model.topK(positions, k, Arrays.copyOfRange(masks, from, from + positions.length));
            System.arraycopy(part, 0, found, from, part.length);
        }));
        lists = found;
        return Reply.ok().with(timing);
    }

    private static ItemMask[] all(FactorModel model, int users) {
        ItemMask[] masks = new ItemMask[users];
        Arrays.fill(masks, ItemMask.all(model.info().items()));
        return masks;
    }

    private ItemMask[] denied(FactorModel model, int users) {
        if (denied.isEmpty() || denied.get().length != users) {
            int items = model.info().items();
            SplittableRandom random = new SplittableRandom(3);
            ItemMask catalogue = ItemMask.where(items, item -> random.nextDouble() >= DENIED);
            ItemMask[] masks = new ItemMask[users];
            Arrays.setAll(
                    masks,
                    user -> catalogue.and(
                            ItemMask.except(items, random.ints(SEEN, 0, items).toArray())));
            denied = Optional.of(masks);
        }
        return denied.get();
    }

    /** Writes the latest lists: items and scores, -1 and 0 where a list is short. */
    Reply save(Arguments arguments) throws IOException {
        int k = arguments.number("k");
        int[] items = new int[lists.length * k];
        Arrays.fill(items, -1);
        for (int user = 0; user < lists.length; user++) {
            System.arraycopy(lists[user].items(), 0, items, user * k, lists[user].size());
        }
        NpyFile.write(arguments.path("out"), items, k);
        return Reply.ok();
    }

    /** Whether the latest lists are the same, bit by bit, as those of another model just asked. */
    Reply same(Arguments arguments) {
        TopK[] first = lists;
        run(arguments);
        int different = 0;
        for (int i = 0; i < first.length; i++) {
            different += first[i].equals(lists[i]) ? 0 : 1;
        }
        return Reply.ok().with("lists", first.length).with("different", different);
    }
}
