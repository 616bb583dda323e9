package dev.recsys.benchmarks.peers;

import dev.recsys.data.Dataset;
import dev.recsys.data.SparseMatrix;
import dev.recsys.data.SparseMatrixBuilder;
import dev.recsys.event.IdIndex;
import dev.recsys.event.IdType;
import dev.recsys.execution.Parallelism;
import dev.recsys.model.FactorModel;
import dev.recsys.model.ModelBundle;
import dev.recsys.recommend.BatchRequest;
import dev.recsys.recommend.Recommender;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Recommending to every user as a host does: by id, into a sink. */
final class BatchWork {

    private final TopKWork topK;
    private int[] lists = new int[0];

    BatchWork(TopKWork topK) {
        this.topK = topK;
    }

    /** The best k items of all users of a model. */
    Reply run(Arguments arguments) {
        FactorModel model = topK.model(arguments.text("model"));
        int k = arguments.number("k");
        int users = model.info().users();
        var recommender =
                Recommender.of(ModelBundle.of(model, data(users, model.info().items())));
        BatchRequest request = BatchRequest.of(k)
                .withExcludeSeen(false)
                .withParallelism(Parallelism.threads(arguments.number("threads")));
        int[] found = new int[users * k];
        Arrays.fill(found, -1);
        Timing timing = Timing.of(() -> recommender.recommendAll(request, (user, list) -> {
            for (int rank = 0; rank < list.size(); rank++) {
                found[user * k + rank] = list.get(rank).item();
            }
        }));
        lists = found;
        return Reply.ok().with(timing);
    }

    /** Nobody has seen anything. */
    private static Dataset<Integer, Integer> data(int users, int items) {
        SparseMatrixBuilder nothing = SparseMatrix.builder(users, items);
        for (int user = 0; user < users; user++) {
            nothing.appendRow(new int[0], new float[0], 0);
        }
        return Dataset.of(ids(users), ids(items), nothing.build());
    }

    private static IdIndex<Integer> ids(int count) {
        return IdIndex.of(IdType.INT, () -> IntStream.range(0, count).iterator());
    }

    /** Writes the latest lists. */
    Reply save(Arguments arguments) throws IOException {
        NpyFile.write(arguments.path("out"), lists, arguments.number("k"));
        return Reply.ok();
    }
}
