package dev.recsys.benchmarks.peers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.SplittableRandom;

/** Seeded data that all sides read: sparse matrices with the skew of real logs, and factor matrices. */
final class GeneratedData {

    private static final double POPULARITY = -0.8; // exponent over the rank of an item
    private static final double ACTIVITY = 0.9; // deviation of the logarithm of a user's number of items

    private GeneratedData() {}

    /** Writes PREFIX.indptr.npy, PREFIX.indices.npy and PREFIX.data.npy, rows being users; weights are 1 to 5. */
    static Reply matrix(Arguments arguments) throws IOException {
        int users = arguments.number("users");
        int items = arguments.number("items");
        SplittableRandom random = new SplittableRandom(arguments.number("seed"));
        int[] lengths = lengths(users, items, arguments.number("entries"), random);
        int[] places = permutation(items, random);
        double[] cumulative = new double[items];
        double sum = 0;
        for (int rank = 0; rank < items; rank++) {
            sum += Math.pow(rank + 1.0, POPULARITY);
            cumulative[rank] = sum;
        }
        int entries = Arrays.stream(lengths).sum();
        int[] starts = new int[users + 1];
        int[] columns = new int[entries];
        float[] weights = new float[entries];
        BitSet row = new BitSet(items);
        for (int user = 0; user < users; user++) {
            row.clear();
            for (int drawn = 0; drawn < lengths[user]; ) {
                int rank = Arrays.binarySearch(cumulative, random.nextDouble() * sum);
                int item = places[Math.min(items - 1, rank < 0 ? ~rank : rank)];
                if (!row.get(item)) {
                    row.set(item);
                    drawn++;
                }
            }
            int at = starts[user];
            for (int item = row.nextSetBit(0); item >= 0; item = row.nextSetBit(item + 1)) {
                columns[at] = item;
                weights[at++] = 1 + random.nextInt(5);
            }
            starts[user + 1] = at;
        }
        String prefix = arguments.text("out");
        NpyFile.write(Path.of(prefix + ".indices.npy"), columns, 1);
        NpyFile.write(Path.of(prefix + ".data.npy"), weights);
        NpyFile.write(Path.of(prefix + ".indptr.npy"), starts, 1); // last: it says that all are there
        return Reply.ok().with("entries", entries);
    }

    /** Log-normal numbers of entries that add up, at least 1 and at most a third of the items. */
    private static int[] lengths(int users, int items, int entries, SplittableRandom random) {
        double[] wanted = new double[users];
        double sum = 0;
        for (int user = 0; user < users; user++) {
            wanted[user] = Math.exp(ACTIVITY * random.nextGaussian());
            sum += wanted[user];
        }
        int[] lengths = new int[users];
        long left = entries;
        for (int user = 0; user < users; user++) {
            lengths[user] = (int) Math.max(1, Math.min(items / 3.0, wanted[user] / sum * entries));
            left -= lengths[user];
        }
        for (int user = 0; left > 0; user = (user + 1) % users) {
            if (lengths[user] < items / 3) {
                lengths[user]++;
                left--;
            }
        }
        return lengths;
    }

    private static int[] permutation(int size, SplittableRandom random) {
        int[] places = new int[size];
        for (int i = 0; i < size; i++) {
            int j = random.nextInt(i + 1);
            places[i] = places[j];
            places[j] = i;
        }
        return places;
    }

    /**
     * Writes a matrix of normal numbers; of their absolute values with {@code sign=positive}. Rows of normal numbers have nearly
     * the same length and no direction is preferred, so that no bound on scores lets a search skip anything.
     */
    static Reply factors(Arguments arguments) throws IOException {
        int rows = arguments.number("rows");
        int factors = arguments.number("factors");
        double scale = arguments.decimal("scale");
        boolean positive = arguments.text("sign").equals("positive");
        long seed = arguments.number("seed");
        NpyFile.write(arguments.path("out"), rows, factors, (row, out, offset) -> {
            SplittableRandom random = new SplittableRandom(seed * 0x9e3779b97f4a7c15L + row);
            for (int f = 0; f < factors; f++) {
                double value = scale * random.nextGaussian();
                out[offset + f] = (float) (positive ? Math.abs(value) : value);
            }
        });
        return Reply.ok();
    }
}
