package dev.recsys.examples.data;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * One made-up person watched one film, once.
 *
 * @param user from 1
 * @param film from 1
 * @param time epoch milliseconds
 */
record Watch(int user, int film, long time) {

    private static final long START = Instant.parse("2024-01-01T00:00:00Z").toEpochMilli();
    private static final long YEAR_SECONDS = 365L * 24 * 3600;
    private static final int FEWEST = 5;
    private static final double MEDIAN_FILMS = 28;

    static List<Watch> makeUp(List<Film> films, int users, long seed) {
        SplittableRandom root = new SplittableRandom(seed ^ 0x5eed);
        List<Watch> watches = new ArrayList<>();
        for (int user = 1; user <= users; user++) {
            addPerson(user, films, root.split(), watches);
        }
        return List.copyOf(watches);
    }

    /** Joins at some time of the year, later rather than earlier, and watches until its end. */
    private static void addPerson(int user, List<Film> films, SplittableRandom random, List<Watch> watches) {
        double joined = Math.sqrt(random.nextDouble()) * 0.9;
        int most = films.size() / 4;
        double wanted = MEDIAN_FILMS * StrictMath.exp(0.8 * Gaussian.next(random));
        int count = (int) Math.max(Math.min(FEWEST, most), Math.min(most, wanted));
        double[] weights = Taste.of(random).weights(films);
        for (int i = 0; i < count; i++) {
            double when = joined + (1 - joined) * random.nextDouble();
            int film = draw(weights, films, when, random);
            if (film >= 0) {
                weights[film] = 0;
                long second = (long) (when * YEAR_SECONDS);
                watches.add(new Watch(user, films.get(film).id(), START + second * 1000));
            }
        }
    }

    /** A film that is out by then, with probability in proportion to its weight; -1 if all are seen. */
    private static int draw(double[] weights, List<Film> films, double when, SplittableRandom random) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += films.get(i).release() <= when ? weights[i] : 0;
        }
        double left = random.nextDouble() * sum;
        int last = -1;
        for (int i = 0; i < weights.length && left >= 0; i++) {
            if (films.get(i).release() <= when && weights[i] > 0) {
                last = i;
                left -= weights[i];
            }
        }
        return last;
    }
}
