package dev.recsys.benchmarks.peers.spark;

import dev.recsys.benchmarks.peers.Arguments;
import dev.recsys.benchmarks.peers.NpyFile;
import dev.recsys.benchmarks.peers.Reply;
import dev.recsys.benchmarks.peers.Timing;
import dev.recsys.benchmarks.peers.Worker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.ml.recommendation.ALS;
import org.apache.spark.ml.recommendation.ALSModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;

/** The process that measures MLlib's ALS, one local session on as many threads as its argument says. */
public final class SparkWorker {

    private final SparkSession session;
    private final int threads;
    private Optional<Dataset<Row>> ratings = Optional.empty();
    private Optional<ALSModel> model = Optional.empty();
    private int users;
    private int items;

    private SparkWorker(SparkSession session, int threads) {
        this.session = session;
        this.threads = threads;
    }

    /** Answers commands until the input ends. The argument is the number of threads. */
    public static void main(String[] args) throws IOException {
        int threads = Integer.parseInt(args[0]);
        SparkSession session = SparkSession.builder()
                .master("local[" + threads + "]")
                .appName("peers")
                .config("spark.ui.enabled", "false")
                .config("spark.sql.shuffle.partitions", String.valueOf(threads))
                .config("spark.default.parallelism", String.valueOf(threads))
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .getOrCreate();
        session.sparkContext().setLogLevel("WARN");
        SparkWorker worker = new SparkWorker(session, threads);
        Map<String, Worker.Command> commands = new HashMap<>();
        commands.put("als-load", worker::load);
        commands.put("als-cold", worker::train);
        commands.put("als-save", worker::save);
        commands.put("recommend-all", worker::recommendAll);
        commands.put("recommend-all-save", worker::saveLists);
        Reply greeting = Reply.ok().with("spark", session.version());
        try {
            Worker.serve(greeting, commands);
        } finally {
            session.stop();
        }
    }

    /** Reads the matrix into a cached table of user, item, rating. */
    private Reply load(Arguments arguments) throws IOException {
        String prefix = arguments.text("matrix");
        int[] starts = NpyFile.open(Path.of(prefix + ".indptr.npy")).ints();
        int[] columns = NpyFile.open(Path.of(prefix + ".indices.npy")).ints();
        float[] weights = NpyFile.open(Path.of(prefix + ".data.npy")).floats();
        users = starts.length - 1;
        items = arguments.number("items");
        List<Row> rows = new ArrayList<>(columns.length);
        for (int user = 0; user < users; user++) {
            for (int at = starts[user]; at < starts[user + 1]; at++) {
                rows.add(RowFactory.create(user, columns[at], weights[at]));
            }
        }
        StructType schema = new StructType()
                .add("user", DataTypes.IntegerType, false)
                .add("item", DataTypes.IntegerType, false)
                .add("rating", DataTypes.FloatType, false);
        Dataset<Row> table =
                session.createDataFrame(rows, schema).repartition(threads).persist(StorageLevel.MEMORY_ONLY());
        long count = table.count();
        ratings = Optional.of(table);
        return Reply.ok().with("entries", count);
    }

    /** Seconds of an iteration: the difference between a training of one and of several. */
    private Reply train(Arguments arguments) {
        int iterations = arguments.number("iterations");
        Timing one = Timing.of(() -> fit(arguments, 1));
        Timing several = Timing.of(() -> fit(arguments, iterations));
        int difference = iterations - 1;
        return Reply.ok()
                .with(new Timing(
                        (several.seconds() - one.seconds()) / difference, (several.cpu() - one.cpu()) / difference))
                .with("whole", several.seconds());
    }

    private void fit(Arguments arguments, int iterations) {
        model = Optional.of(new ALS()
                .setImplicitPrefs(true)
                .setRank(arguments.number("factors"))
                .setAlpha(arguments.decimal("alpha"))
                .setRegParam(arguments.decimal("regularization"))
                .setMaxIter(iterations)
                .setNumBlocks(threads)
                .setSeed(1)
                .setUserCol("user")
                .setItemCol("item")
                .setRatingCol("rating")
                .fit(ratings.orElseThrow()));
        model.orElseThrow().setBlockSize(4096); // of recommendForAllUsers: the default
    }

    /** Writes the factors of the latest model. */
    private Reply save(Arguments arguments) throws IOException {
        int factors = model.orElseThrow().rank();
        write(arguments.path("users"), model.orElseThrow().userFactors(), users, factors);
        write(arguments.path("items"), model.orElseThrow().itemFactors(), items, factors);
        return Reply.ok();
    }

    private static void write(Path file, Dataset<Row> table, int rows, int factors) throws IOException {
        float[][] values = new float[rows][factors];
        for (Row row : table.collectAsList()) {
            List<Float> features = row.getList(1);
            for (int f = 0; f < factors; f++) {
                values[row.getInt(0)][f] = features.get(f);
            }
        }
        NpyFile.write(
                file, rows, factors, (row, out, offset) -> System.arraycopy(values[row], 0, out, offset, factors));
    }

    /** The best items of all users, computed and thrown away. */
    private Reply recommendAll(Arguments arguments) {
        int k = arguments.number("k");
        return Reply.ok()
                .with(Timing.of(() -> model.orElseThrow()
                        .recommendForAllUsers(k)
                        .write()
                        .format("noop")
                        .mode("overwrite")
                        .save()));
    }

    /** Writes the best items of all users. */
    private Reply saveLists(Arguments arguments) throws IOException {
        int k = arguments.number("k");
        int[] lists = new int[users * k];
        Arrays.fill(lists, -1);
        for (Row row : model.orElseThrow().recommendForAllUsers(k).collectAsList()) {
            List<Row> best = row.getList(1);
            for (int rank = 0; rank < best.size(); rank++) {
                lists[row.getInt(0) * k + rank] = best.get(rank).getInt(0);
            }
        }
        NpyFile.write(arguments.path("out"), lists, k);
        return Reply.ok();
    }
}
