package dev.recsys.examples.data;

import dev.recsys.data.ItemCatalog;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * One made-up film.
 *
 * @param id from 1
 * @param categories one to three, by position in {@link FilmTitles#categories()}
 * @param style what no column names: its coordinates in the space of tastes
 * @param appeal the logarithm of how often it is watched by somebody without a taste
 * @param release when it came out, as a fraction of the year; 0 for films that were there before
 */
record Film(int id, String title, int[] categories, double[] style, double appeal, double release) {

    static final int STYLES = 6;

    private static final double ZIPF = 0.75;
    private static final double SHARE_NEW = 0.2;

    static List<Film> makeUp(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        FilmTitles titles = new FilmTitles(random.split());
        List<String> names = FilmTitles.categories();
        int[] ranks = shuffled(count, random);
        List<Film> films = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int[] categories = chooseCategories(names.size(), random);
            double release = random.nextDouble() < SHARE_NEW ? random.nextDouble() : 0;
            int year = release > 0 ? 2024 : 2023 - (int) (45 * StrictMath.pow(random.nextDouble(), 2));
            String title = titles.next(names.get(categories[0])) + " (" + year + ")";
            double appeal = -ZIPF * StrictMath.log(ranks[i] + 3.0);
            films.add(new Film(i + 1, title, categories, Gaussian.vector(STYLES, random), appeal, release));
        }
        return films;
    }

    /** Not evenly: the first categories of a shuffled world would else all be alike. */
    private static int[] chooseCategories(int available, SplittableRandom random) {
        int size = 1 + (random.nextDouble() < 0.55 ? 1 : 0) + (random.nextDouble() < 0.15 ? 1 : 0);
        int[] chosen = new int[size];
        for (int i = 0; i < size; i++) {
            int category;
            do {
                category = (int) (available * StrictMath.pow(random.nextDouble(), 1.3));
            } while (contains(chosen, i, category));
            chosen[i] = category;
        }
        return chosen;
    }

    private static boolean contains(int[] values, int count, int value) {
        for (int i = 0; i < count; i++) {
            if (values[i] == value) {
                return true;
            }
        }
        return false;
    }

    private static int[] shuffled(int count, SplittableRandom random) {
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    ItemCatalog.Item<Integer> toItem() {
        List<String> names = FilmTitles.categories();
        List<String> own = new ArrayList<>();
        for (int category : categories) {
            own.add(names.get(category));
        }
        return ItemCatalog.Item.of(id).withTitle(title).withCategories(own);
    }
}
