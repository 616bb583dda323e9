package dev.recsys.benchmarks.guard;

import dev.recsys.algorithm.Algorithms;
import dev.recsys.benchmarks.GeneratedData;
import dev.recsys.data.FactorMatrix;
import dev.recsys.data.SparseMatrix;
import dev.recsys.model.FactorModel;
import dev.recsys.model.ItemMask;
import dev.recsys.model.Query;
import dev.recsys.train.Trainer;
import dev.recsys.train.TrainingContext;
import dev.recsys.train.TrainingInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

/**
 * Measures the library against frozen naive twins on one thread, in turns, and fails if a ratio falls below its floor:
 * ratios move little from machine to machine, and not at all with its load. Floors are kept per kernel provider in
 * {@code guard.properties}; raise them when the library gets faster.
 */
public final class SpeedGuard {

    private static final int ROUNDS = 9;
    private static final int ITEMS = 50_000;
    private static final int FACTORS = 64;
    private static final int USERS = 64;

    private static float sink; // keeps results alive

    private SpeedGuard() {}

    /** Exit code 1 if a ratio is below its floor. */
    public static void main(String[] args) {
        Properties floors = floors();
        FactorModel model = GeneratedData.model(USERS, ITEMS, FACTORS);
        String provider = model.info().platform().replaceAll(",.*", "").replace(' ', '.');
        System.out.println("kernels: " + model.info().platform());
        System.out.println("\n| work | against | ratio | floor | |\n|---|---|---|---|---|");
        boolean lost = false;
        for (Pair pair : pairs(model)) {
            double ratio = ratio(pair);
            double floor = floor(floors, provider + "." + pair.name());
            lost |= ratio < floor;
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %s | %.2f | %.2f | %s |%n",
                    pair.name(),
                    pair.what(),
                    ratio,
                    floor,
                    ratio < floor ? "LOST" : "ok");
        }
        if (sink == 42f) {
            System.out.println();
        }
        System.exit(lost ? 1 : 0);
    }

    private static List<Pair> pairs(FactorModel model) {
        int[] users = new int[USERS];
        ItemMask[] all = new ItemMask[USERS];
        ItemMask[] denied = new ItemMask[USERS];
        ItemMask some = ItemMask.where(ITEMS, item -> item % 10 >= 3);
        for (int u = 0; u < USERS; u++) {
            users[u] = u;
            all[u] = ItemMask.all(ITEMS);
            denied[u] = some;
        }
        NaiveTopK naive = new NaiveTopK(rows(model.itemFactors()));
        float[][] queries = rows(model.userFactors());
        Query query = model.forUser(0);
        SparseMatrix matrix = GeneratedData.matrix(6_000, 4_000, 60);
        float[][] fixed = rows(GeneratedData.factors(4_000, FACTORS, 5));
        NaiveAls als = new NaiveAls(matrix, fixed);
        NaiveNmf nmf = new NaiveNmf(matrix, positive(fixed));
        Runnable cholesky = training("ials", Map.of("solver", "cholesky"), matrix);
        Runnable naiveAls = () -> sink = als.solve(matrix.rows());
        return List.of(
                new Pair(
                        "topk.batch",
                        "dot products and a heap",
                        () -> sink = model.topK(users, 10, all)[0].score(0),
                        () -> {
                            for (float[] q : queries) {
                                sink = naive.best(q, 10);
                            }
                        }),
                new Pair(
                        "topk.filtered",
                        "the same, unfiltered",
                        () -> sink = model.topK(users, 10, denied)[0].score(0),
                        () -> sink = model.topK(users, 10, all)[0].score(0)),
                new Pair(
                        "topk.single",
                        "dot products and a heap",
                        () -> sink = query.topK(10, all[0]).score(0),
                        () -> sink = naive.best(queries[0], 10)),
                new Pair("als.cholesky", "the users of a textbook iteration", cholesky, naiveAls),
                new Pair(
                        "als.cg",
                        "the users of a textbook iteration",
                        training("ials", Map.of("solver", "conjugate-gradient"), matrix),
                        naiveAls),
                new Pair(
                        "nmf.cd",
                        "the users of a textbook sweep",
                        training(
                                "nmf",
                                Map.of("solver", "coordinate-descent", "start", "random", "tolerance", "0"),
                                matrix),
                        () -> sink = nmf.sweep()));
    }

    private static Runnable training(String algorithm, Map<String, String> settings, SparseMatrix matrix) {
        Map<String, String> all = new java.util.HashMap<>(settings);
        all.put("factors", String.valueOf(FACTORS));
        all.put("iterations", "2");
        Trainer<?> trainer = Algorithms.builtIn().named(algorithm).trainer(all);
        TrainingInput input = TrainingInput.of(matrix);
        return () ->
                sink = trainer.train(input, TrainingContext.defaults()).info().users();
    }

    private static double ratio(Pair pair) {
        double[] ratios = new double[ROUNDS];
        for (int round = -3; round < ROUNDS; round++) {
            double ours = seconds(pair.ours());
            double reference = seconds(pair.reference());
            if (round >= 0) {
                ratios[round] = reference / ours;
            }
        }
        Arrays.sort(ratios);
        return ratios[ROUNDS / 2];
    }

    private static double seconds(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }

    private static float[][] rows(FactorMatrix matrix) {
        float[][] rows = new float[matrix.rows()][];
        for (int r = 0; r < rows.length; r++) {
            rows[r] = matrix.row(r);
        }
        return rows;
    }

    private static float[][] positive(float[][] rows) {
        float[][] out = new float[rows.length][];
        for (int r = 0; r < rows.length; r++) {
            out[r] = rows[r].clone();
            for (int f = 0; f < out[r].length; f++) {
                out[r][f] = Math.abs(out[r][f]);
            }
        }
        return out;
    }

    private static double floor(Properties floors, String key) {
        String text = floors.getProperty(key);
        if (text == null) {
            throw new IllegalStateException("guard.properties has no floor " + key
                    + ": measure the ratio on a machine with these kernels and add nine tenths of it");
        }
        return Double.parseDouble(text);
    }

    private static Properties floors() {
        Properties floors = new Properties();
        try (InputStream in = SpeedGuard.class.getResourceAsStream("guard.properties")) {
            floors.load(Objects.requireNonNull(in, "guard.properties is missing"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return floors;
    }
}
