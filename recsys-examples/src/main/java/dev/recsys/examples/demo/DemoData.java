package dev.recsys.examples.demo;

import dev.recsys.Experimental;
import dev.recsys.data.ItemCatalog;
import dev.recsys.data.Weighting;
import dev.recsys.event.EventSource;
import dev.recsys.examples.data.SyntheticFilms;
import dev.recsys.feature.FeatureConfig;
import dev.recsys.io.files.MovieLens;
import java.nio.file.Path;

/** The events and films a demo runs on, and which of the events are a sign of liking. Immutable, thread-safe. */
@Experimental
public final class DemoData {

    /** People and films of the built-in world unless told otherwise. */
    public static final int DEFAULT_USERS = 2000;

    /** Films of the built-in world unless told otherwise. */
    public static final int DEFAULT_ITEMS = 1200;

    /** Seed of the built-in world unless told otherwise. */
    public static final long DEFAULT_SEED = 7;

    /** From how many stars a rating says that somebody liked the film. */
    private static final double LIKED = 4;

    private final String name;
    private final String description;
    private final EventSource<Integer, Integer> events;
    private final ItemCatalog<Integer> catalog;
    private final FeatureConfig features;

    private DemoData(
            String name,
            String description,
            EventSource<Integer, Integer> events,
            ItemCatalog<Integer> catalog,
            FeatureConfig features) {
        this.name = name;
        this.description = description;
        this.events = events;
        this.catalog = catalog;
        this.features = features;
    }

    /** Made-up people who watch made-up films. Every watch counts alike. */
    public static DemoData builtIn(int users, int items, long seed) {
        SyntheticFilms films = SyntheticFilms.of(users, items, seed);
        boolean usual = users == DEFAULT_USERS && items == DEFAULT_ITEMS && seed == DEFAULT_SEED;
        return new DemoData(
                usual ? "films" : "films-" + users + "x" + items + "-" + seed,
                "made-up films and people, seed " + seed,
                films.events(),
                films.catalog(),
                FeatureConfig.defaults().withWeighting(Weighting.BINARY));
    }

    /** A MovieLens data set. Ratings of 4 stars and more count, all alike; others only say that a film was seen. */
    public static DemoData movieLens(Path directory) {
        MovieLens data = MovieLens.open(directory);
        return new DemoData(
                nameOf(directory, data),
                "MovieLens in " + directory + ", layout " + data.name(),
                data.events(),
                data.catalog(),
                FeatureConfig.defaults().withWeighting(Weighting.BINARY).withMinWeight(LIKED));
    }

    /** The directory's name, so that two data sets of one layout stay apart. */
    private static String nameOf(Path directory, MovieLens data) {
        String name = String.valueOf(directory.toAbsolutePath().normalize().getFileName());
        return name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}") ? name : data.name();
    }

    /** What its database and its model are called. */
    public String name() {
        return name;
    }

    /** Where it comes from, for people. */
    public String description() {
        return description;
    }

    /** The events, each with an id of its own, so that a database takes each of them once. */
    public EventSource<Integer, Integer> events() {
        return new IdentifiedEvents<>(events);
    }

    /** The films. */
    public ItemCatalog<Integer> catalog() {
        return catalog;
    }

    /** How events become weights. */
    public FeatureConfig features() {
        return features;
    }

    /** Whether weights are stars, of which only the higher ones are a sign of liking. */
    public boolean hasRatings() {
        return features.minWeight() > 0;
    }

    @Override
    public String toString() {
        return description;
    }
}
