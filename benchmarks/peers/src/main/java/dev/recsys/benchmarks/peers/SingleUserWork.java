package dev.recsys.benchmarks.peers;

import dev.recsys.model.FactorModel;
import dev.recsys.model.ItemMask;
import java.util.Arrays;

/**
 * One user at a time on one thread, beside two controls in the same process and in turns with it: a loop that reads as many
 * bytes as the items' factors have, and a loop that takes about as long but reads nothing, whose outliers are the machine's.
 */
final class SingleUserWork {

    private static final int BLOCK = 2048;

    private final TopKWork topK;
    private int[] memory = new int[0];
    private long sink; // keeps the loops alive

    SingleUserWork(TopKWork topK) {
        this.topK = topK;
    }

    /** So many requests, each followed by the controls; milliseconds. */
    Reply run(Arguments arguments) {
        FactorModel model = topK.model(arguments.text("model"));
        int count = arguments.number("count");
        int k = arguments.number("k");
        int items = model.info().items();
        ItemMask everything = ItemMask.all(items);
        long bytes = 4L * items * model.itemFactors().factors();
        if (memory.length != bytes / 4) {
            memory = new int[(int) (bytes / 4)];
            int half = memory.length / 2;
            Arrays.setAll(memory, i -> i % half);
        }
        double[] query = new double[count];
        double[] read = new double[count];
        double[] compared = new double[count];
        double[] idle = new double[count];
        int spins = 1_000_000;
        for (int i = 0; i < count; i++) {
            int user = i % model.info().users();
            query[i] = milliseconds(
                    () -> sink += model.forUser(user).topK(k, everything).size());
            read[i] = milliseconds(() -> sink += fold(memory));
            compared[i] = milliseconds(() -> sink += compare(memory));
            int now = spins;
            idle[i] = milliseconds(() -> sink += spin(now));
            spins = (int) Math.min(1_000_000_000, Math.max(1000, now * query[i] / Math.max(1e-3, idle[i])));
        }
        double readTime = Math.min(quantile(read, 0.5), quantile(compared, 0.5));
        return Reply.ok()
                .with("seconds", quantile(query, 0.5) / 1e3)
                .with("cpu", 0)
                .with("p99", quantile(query, 0.99))
                .with("read", readTime)
                .with("readp99", Math.min(quantile(read, 0.99), quantile(compared, 0.99)))
                .with("gbs", bytes / readTime / 1e6)
                .with("share", readTime / quantile(query, 0.5))
                .with("idle", quantile(idle, 0.5))
                .with("idlep99", quantile(idle, 0.99));
    }

    private static double milliseconds(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e6;
    }

    private static double quantile(double[] values, double at) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.min(sorted.length - 1, Math.floor(at * sorted.length))];
    }

    /** Reads everything once, into a block that stays in the cache; C2 makes vectors of the inner loop. */
    private static int fold(int[] values) {
        int[] block = new int[BLOCK];
        for (int from = 0; from + BLOCK <= values.length; from += BLOCK) {
            foldBlock(values, from, block);
        }
        return block[0] ^ block[BLOCK - 1];
    }

    private static void foldBlock(int[] values, int from, int[] block) {
        for (int i = 0; i < BLOCK; i++) {
            block[i] ^= values[from + i];
        }
    }

    /** Reads everything once, as the JVM compares two halves that are equal: in vectors. */
    private static int compare(int[] values) {
        int half = values.length / 2;
        int different = 0;
        for (int from = 0; from + BLOCK <= half; from += BLOCK) {
            different += Arrays.mismatch(values, from, from + BLOCK, values, half + from, half + from + BLOCK);
        }
        return different;
    }

    /** Reads nothing; each step waits for the one before. */
    private static long spin(int steps) {
        long x = steps;
        for (int i = 0; i < steps; i++) {
            x = x * 6364136223846793005L + 1442695040888963407L;
        }
        return x;
    }
}
