package dev.recsys.als;

import dev.recsys.data.SparseMatrix;

/** The objective of explicit ratings as published, in doubles, with biases written out: slow and plain. */
final class NaiveRatings {

    private final SparseMatrix ratings;
    private final double regularization;
    private final double mean;
    final double[] userBias;
    final double[] itemBias;
    final double[][] users;
    final double[][] items;

    NaiveRatings(SparseMatrix ratings, double regularization, RatingModel model) {
        this.ratings = ratings;
        this.regularization = regularization;
        this.users = SampleRatings.rows(model.userFactors());
        this.items = SampleRatings.rows(model.itemFactors());
        this.userBias = new double[users.length];
        this.itemBias = new double[items.length];
        double sum = 0;
        for (int u = 0; u < users.length; u++) {
            userBias[u] = model.userBias(u);
            for (int i = 0; i < items.length; i++) {
                sum += ratings.value(u, i);
            }
        }
        for (int i = 0; i < items.length; i++) {
            itemBias[i] = model.itemBias(i);
        }
        this.mean = sum / ratings.entries();
    }

    double mean() {
        return mean;
    }

    double score(int user, int item) {
        double sum = mean + userBias[user] + itemBias[item];
        for (int f = 0; f < users[user].length; f++) {
            sum += users[user][f] * items[item][f];
        }
        return sum;
    }

    /** Error and penalty, summed rating by rating: each rating pays for its user and its item once. */
    double objective() {
        double sum = 0;
        for (int u = 0; u < users.length; u++) {
            for (int i = 0; i < items.length; i++) {
                if (ratings.contains(u, i)) {
                    double error = ratings.value(u, i) - score(u, i);
                    double penalty = squares(users[u])
                            + squares(items[i])
                            + userBias[u] * userBias[u]
                            + itemBias[i] * itemBias[i];
                    sum += error * error + regularization * penalty;
                }
            }
        }
        return sum;
    }

    private static double squares(double[] row) {
        double sum = 0;
        for (double value : row) {
            sum += value * value;
        }
        return sum;
    }

    /** The slope of the objective along one number, by a small step to both sides. */
    double slope(double[] numbers, int index) {
        double step = 1e-4;
        double before = numbers[index];
        numbers[index] = before + step;
        double up = objective();
        numbers[index] = before - step;
        double down = objective();
        numbers[index] = before;
        return (up - down) / (2 * step);
    }
}
