package dev.recsys.io.files;

import static dev.recsys.event.IdType.INT;

import dev.recsys.DataException;
import dev.recsys.Stable;
import dev.recsys.data.ItemCatalog;
import dev.recsys.event.EventSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The MovieLens data sets of GroupLens, as their archives unpack: ratings as events whose weight is the rating, films with
 * titles and genres as categories. Three layouts are known, every file plain or with {@code .gz} added to its name:
 *
 * <ul>
 *   <li>{@code ml-100k}: {@code u.data}, {@code u.item}, {@code u.genre}
 *   <li>{@code ml-1m}, also of the 10M set: {@code ratings.dat}, or {@code ratings.notime.dat} as copies without the time
 *       column are called; {@code movies.dat}. A {@code ratings.dat} without a fourth column has no times either.
 *   <li>{@code ml-latest}, also of the 20M, 25M and 32M sets: {@code ratings.csv}, {@code movies.csv}
 * </ul>
 *
 * <p>Immutable, thread-safe; files are opened when they are read.
 */
@Stable
public final class MovieLens {

    private final Path directory;
    private final MovieLensLayout layout;
    private final Path ratings;

    private MovieLens(Path directory, MovieLensLayout layout, Path ratings) {
        this.directory = directory;
        this.layout = layout;
        this.ratings = ratings;
    }

    /**
     * Finds out the layout of a directory.
     *
     * @throws DataException if it has none of the three
     */
    public static MovieLens open(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new DataException(directory.toString(), "there is no such directory", "check the path");
        }
        List<String> tried = new ArrayList<>();
        for (MovieLensLayout layout : MovieLensLayout.values()) {
            for (String name : layout.ratingsFiles()) {
                Optional<Path> ratings = find(directory, name);
                if (ratings.isPresent()) {
                    return new MovieLens(directory, layout, ratings.get());
                }
                tried.add(name + " (" + layout.layoutName() + ")");
            }
        }
        throw new DataException(
                directory.toString(),
                "it holds no MovieLens ratings: there is none of " + String.join(", ", tried) + ", plain or with .gz",
                "name the directory into which the data set was unpacked");
    }

    private static Optional<Path> find(Path directory, String name) {
        for (String candidate : List.of(name, name + ".gz")) {
            Path file = directory.resolve(candidate);
            if (Files.isRegularFile(file)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    /** The name of the layout: {@code ml-100k}, {@code ml-1m} or {@code ml-latest}. */
    public String name() {
        return layout.layoutName();
    }

    /** The ratings. */
    public EventSource<Integer, Integer> events() {
        return layout.ratings(CsvEvents.of(ratings, INT, INT));
    }

    /**
     * The films, with the attribute {@code year} where the title ends with one, and for {@code ml-100k} with {@code
     * release_date} (as in {@code 01-Jan-1995}) and {@code imdb_url}. What stands for having no genre, {@code unknown} or {@code (no genres listed)}, is left out.
     *
     * @throws DataException if the file of the films is missing or broken
     */
    public ItemCatalog<Integer> catalog() {
        return ItemCatalog.of(INT, layout.films(this::require));
    }

    private Path require(String name) {
        return find(directory, name)
                .orElseThrow(() -> new DataException(
                        directory.toString(),
                        "there is neither " + name + " nor " + name + ".gz beside " + ratings.getFileName(),
                        "add it from the archive of the data set"));
    }

    @Override
    public String toString() {
        return layout.layoutName() + " in " + directory;
    }
}
