package dev.recsys.examples.data;

import java.util.SplittableRandom;

/** Normal variates by Box and Muller, the same bits on every platform and Java release. */
final class Gaussian {

    private Gaussian() {}

    static double next(SplittableRandom random) {
        double radius = Math.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
        return radius * StrictMath.cos(2 * Math.PI * random.nextDouble());
    }

    static double[] vector(int size, SplittableRandom random) {
        double[] vector = new double[size];
        for (int i = 0; i < size; i++) {
            vector[i] = next(random);
        }
        return vector;
    }
}
