package dev.recsys.benchmarks.peers;

import dev.recsys.data.DataShape;
import dev.recsys.data.Dataset;
import dev.recsys.data.FactorMatrix;
import dev.recsys.data.SparseMatrix;
import dev.recsys.event.IdIndex;
import dev.recsys.event.IdType;
import dev.recsys.model.FactorModel;
import dev.recsys.model.ModelBundle;
import dev.recsys.model.ModelInfo;
import dev.recsys.nmf.Nmf;
import dev.recsys.train.TrainingContext;
import dev.recsys.train.TrainingInput;
import dev.recsys.train.WarmStart;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Iterations of NMF by coordinate descent, all from given factors. */
final class NmfWork {

    private Optional<TrainingInput> input = Optional.empty();
    private int factors;
    private Optional<FactorModel> result = Optional.empty();

    /** Reads the matrix and the first factors. */
    Reply load(Arguments arguments) throws IOException {
        SparseMatrix matrix = MatrixFiles.readSparse(arguments.text("matrix"), arguments.number("items"));
        Dataset<Integer, Integer> data = Dataset.of(ids(matrix.rows()), ids(matrix.columns()), matrix);
        FactorMatrix users = MatrixFiles.readFactors(arguments.path("startUsers"));
        FactorMatrix items = MatrixFiles.readFactors(arguments.path("startItems"));
        DataShape shape = DataShape.of(matrix.rows(), matrix.columns(), matrix.entries());
        FactorModel start = FactorModel.of(ModelInfo.of("given", Map.of(), shape), users, items);
        input = Optional.of(TrainingInput.of(data).withWarmStart(WarmStart.of(ModelBundle.of(start, data), data)));
        factors = users.factors();
        return Reply.ok().with("entries", matrix.entries());
    }

    private static IdIndex<Integer> ids(int count) {
        return IdIndex.of(IdType.INT, () -> IntStream.range(0, count).iterator());
    }

    /** Some iterations from the start. */
    Reply run(Arguments arguments) {
        Nmf trainer = Nmf.frobenius().withFactors(factors).withIterations(arguments.number("iterations"));
        IterationTimes times = new IterationTimes();
        TrainingContext context = AlsWork.context(arguments).withProgress(times);
        result = Optional.of(trainer.train(input.orElseThrow(), context));
        return Reply.ok().with(times.perIteration());
    }

    /** Writes the factors of the latest model. */
    Reply save(Arguments arguments) throws IOException {
        MatrixFiles.write(arguments.path("users"), result.orElseThrow().userFactors());
        MatrixFiles.write(arguments.path("items"), result.orElseThrow().itemFactors());
        return Reply.ok();
    }
}
