package dev.recsys.examples.data;

import dev.recsys.data.ItemCatalog;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** One made-up film. Its arrays are read, never changed. */
final class Film {

    /** In how many dimensions films differ beside their categories. */
    static final int STYLES = 6;

    private static final double ZIPF = 0.75;
    private static final double SHARE_NEW = 0.2;
    private static final int THIS_YEAR = 2024;

    private final int id;
    private final String title;
    private final int[] categories;
    private final double[] style;
    private final double appeal;
    private final double release;

    private Film(int id, int rank, FilmTitles titles, SplittableRandom random) {
        List<String> names = FilmTitles.categories();
        this.id = id;
        this.categories = chooseCategories(names.size(), random);
        this.release = random.nextDouble() < SHARE_NEW ? random.nextDouble() : 0;
        int year = release > 0 ? THIS_YEAR : THIS_YEAR - 1 - (int) (45 * StrictMath.pow(random.nextDouble(), 2));
        this.title = titles.next(names.get(categories[0])) + " (" + year + ")";
        this.appeal = -ZIPF * StrictMath.log(rank + 3.0);
        this.style = Gaussian.vector(STYLES, random);
    }

    /** Films with ids from 1. */
    static List<Film> makeUp(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        FilmTitles titles = new FilmTitles(random.split());
        int[] ranks = shuffled(count, random);
        List<Film> films = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            films.add(new Film(i + 1, ranks[i], titles, random));
        }
        return films;
    }

    /** One to three; the first ones of all categories more often than the last. */
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

    int id() {
        return id;
    }

    /** Positions in {@link FilmTitles#categories()}. */
    int[] categories() {
        return categories;
    }

    /** What no column names: where it stands in the space of tastes. */
    double[] style() {
        return style;
    }

    /** The logarithm of how often it is watched by somebody without a taste. */
    double appeal() {
        return appeal;
    }

    /** When it comes out, as a fraction of the year; 0 for films that were there before. */
    double release() {
        return release;
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
