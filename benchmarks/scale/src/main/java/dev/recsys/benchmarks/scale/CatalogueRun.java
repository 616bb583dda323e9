package dev.recsys.benchmarks.scale;

import dev.recsys.als.ImplicitAls;
import dev.recsys.data.Dataset;
import dev.recsys.data.FactorMatrix;
import dev.recsys.data.FactorMatrixBuilder;
import dev.recsys.data.SparseMatrix;
import dev.recsys.data.SparseMatrixBuilder;
import dev.recsys.event.IdIndex;
import dev.recsys.event.IdIndexBuilder;
import dev.recsys.event.IdType;
import dev.recsys.execution.Parallelism;
import dev.recsys.model.FactorModel;
import dev.recsys.model.ModelBundle;
import dev.recsys.model.ModelInfo;
import dev.recsys.recommend.BatchRequest;
import dev.recsys.recommend.Recommender;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Top-10 for users times items of random factors, in this process. */
final class CatalogueRun {

    private static final int SEEN = 10;

    private final Options options;

    CatalogueRun(Options options) {
        this.options = options;
    }

    void run() {
        String[] sides = options.text("catalogue").split("x");
        if (sides.length != 2) {
            throw new IllegalArgumentException(
                    "--catalogue takes users x items, as in 1Mx1M, but got " + options.text("catalogue"));
        }
        int users = Math.toIntExact(Options.count(sides[0]));
        int items = Math.toIntExact(Options.count(sides[1]));
        Parallelism parallelism = Parallelism.threads(options.number("threads"));
        String setting = options.text("catalogue") + ", " + options.number("factors") + " random factors, "
                + options.number("threads") + " threads, " + Settings.machine();
        System.out.println(setting);
        StageClock clock = new StageClock(0, setting, Path.of(options.text("tsv")), System.out);
        ModelBundle<Long, Long> bundle =
                clock.measure("random model", users + items, "rows", () -> bundle(users, items));
        int asked = options.text("top-users").equals("all") ? users : options.number("top-users");
        List<Long> some = IntStream.range(0, Math.min(users, asked))
                .mapToObj(position -> bundle.users().id(position))
                .toList();
        clock.measure("top-10 of " + options.text("catalogue"), some.size(), "users", () -> {
            long[] rows = {0};
            Recommender.of(bundle)
                    .recommendAll(
                            some,
                            BatchRequest.of(10).withParallelism(parallelism),
                            (user, list) -> rows[0] += list.size());
            return rows[0];
        });
    }

    private ModelBundle<Long, Long> bundle(int users, int items) {
        SplittableRandom random = new SplittableRandom(options.number("seed"));
        Dataset<Long, Long> data = Dataset.of(ids(users), ids(items), seen(users, items, random));
        ModelInfo info = ModelInfo.of(ImplicitAls.ALGORITHM.name(), Map.of(), data.shape());
        return ModelBundle.of(FactorModel.of(info, factors(users, random), factors(items, random)), data);
    }

    private static IdIndex<Long> ids(int count) {
        IdIndexBuilder<Long> builder = IdIndex.builder(IdType.LONG);
        for (long id = 1; id <= count; id++) {
            builder.add(id);
        }
        return builder.build();
    }

    private static SparseMatrix seen(int users, int items, SplittableRandom random) {
        SparseMatrixBuilder builder = SparseMatrix.patternBuilder(users, items);
        for (int user = 0; user < users; user++) {
            int[] row = random.ints(SEEN, 0, items).sorted().distinct().toArray();
            builder.appendRow(row, new float[0], row.length);
        }
        return builder.build();
    }

    private FactorMatrix factors(int rows, SplittableRandom random) {
        int factors = options.number("factors");
        FactorMatrixBuilder builder = FactorMatrix.builder(rows, factors);
        float[] row = new float[factors];
        for (int r = 0; r < rows; r++) {
            for (int f = 0; f < factors; f++) {
                row[f] = (float) (random.nextDouble() - 0.5);
            }
            builder.setRow(r, row, 0);
        }
        return builder.build();
    }
}
