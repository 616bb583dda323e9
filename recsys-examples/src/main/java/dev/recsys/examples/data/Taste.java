package dev.recsys.examples.data;

import java.util.List;
import java.util.SplittableRandom;

/** What one person likes: some categories, and a direction in the space of styles. */
final class Taste {

    private static final double CATEGORY_STRENGTH = 1.5;
    private static final double STYLE_STRENGTH = 0.45;

    private final double[] categories;
    private final double[] styles;

    private Taste(double[] categories, double[] styles) {
        this.categories = categories;
        this.styles = styles;
    }

    static Taste of(SplittableRandom random) {
        double[] categories = Gaussian.vector(FilmTitles.categories().size(), random);
        return new Taste(categories, Gaussian.vector(Film.STYLES, random));
    }

    /** How much more often than others each film is chosen, times its appeal to everybody. */
    double[] weights(List<Film> films) {
        double[] weights = new double[films.size()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = StrictMath.exp(films.get(i).appeal() + affinity(films.get(i)));
        }
        return weights;
    }

    private double affinity(Film film) {
        double category = 0;
        for (int c : film.categories()) {
            category += categories[c];
        }
        double style = 0;
        for (int i = 0; i < styles.length; i++) {
            style += styles[i] * film.style()[i];
        }
        return CATEGORY_STRENGTH * category / film.categories().length + STYLE_STRENGTH * style;
    }
}
