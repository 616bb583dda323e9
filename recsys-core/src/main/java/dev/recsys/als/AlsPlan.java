package dev.recsys.als;

/**
 * What one training computes, for both trainers.
 *
 * @param name of the algorithm, for messages
 * @param factors the latent size, without what else a row holds
 * @param steps of {@link RowSolver.Method#STEPS}
 * @param deviation of the first factors
 * @param users the terms of users, items being fixed
 * @param items the terms of items, users being fixed
 */
record AlsPlan(
        String name,
        int factors,
        int iterations,
        RowSolver.Method method,
        int steps,
        double deviation,
        long seed,
        RowTerms users,
        RowTerms items) {}
