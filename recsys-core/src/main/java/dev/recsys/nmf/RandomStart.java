package dev.recsys.nmf;

import dev.recsys.data.FactorMatrixBuilder;
import java.util.SplittableRandom;

/** Random first factors, every row from a seed of its own. */
final class RandomStart {

    /** What is being drawn; no two draw the same numbers. */
    enum Side {
        USERS(0x2545f4914f6cdd1dL),
        ITEMS(0x9e3779b97f4a7c15L),
        SKETCH(0xd6e8feb86659fd93L);

        private final long salt;

        Side(long salt) {
            this.salt = salt;
        }
    }

    private RandomStart() {}

    /** The numbers of one row. */
    static SplittableRandom ofRow(long seed, Side side, int row) {
        return new SplittableRandom(mix(seed + side.salt) + row * 0xd1342543de82ef95L);
    }

    /** A bijection that scatters neighbouring seeds (the finaliser of MurmurHash3). */
    private static long mix(long z) {
        long a = (z ^ (z >>> 33)) * 0xff51afd7ed558ccdL;
        long b = (a ^ (a >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return b ^ (b >>> 33);
    }

    /** Normal numbers with mean 0 and deviation 1. */
    static void fillNormal(FactorMatrixBuilder out, Side side, long seed, RowTasks tasks) {
        int width = out.factors();
        tasks.forEachRow(out.rows(), (mine, row) -> {
            SplittableRandom random = ofRow(seed, side, row);
            for (int f = 0; f < width; f++) {
                mine.row[f] = (float) random.nextGaussian();
            }
            out.setRow(row, mine.row, 0);
        });
    }

    /** The absolute values of normal numbers, times {@code scale}. */
    static void fill(FactorMatrixBuilder out, Side side, long seed, double scale, RowTasks tasks) {
        int width = out.factors();
        tasks.forEachRow(out.rows(), (mine, row) -> {
            SplittableRandom random = ofRow(seed, side, row);
            for (int f = 0; f < width; f++) {
                mine.row[f] = (float) (scale * Math.abs(random.nextGaussian()));
            }
            out.setRow(row, mine.row, 0);
        });
    }
}
