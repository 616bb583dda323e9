package dev.recsys.io.files;

import dev.recsys.DataException;
import dev.recsys.data.ItemCatalog.Item;
import dev.recsys.event.EventSource;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How a generation of MovieLens lays out its files. */
enum MovieLensLayout {
    ML_100K("ml-100k", "u.data") {
        @Override
        EventSource<Integer, Integer> ratings(CsvEvents<Integer, Integer> file) {
            return file.withSeparator('\t').withoutHeader().withTimeFormat(TimeFormat.EPOCH_SECONDS);
        }

        @Override
        List<Item<Integer>> films(Function<String, Path> files) {
            List<String> genres = read(
                    files.apply("u.genre"),
                    StandardCharsets.ISO_8859_1,
                    "|",
                    false,
                    (record, place) -> record.field(0).trim().toString());
            return read(
                    files.apply("u.item"),
                    StandardCharsets.ISO_8859_1,
                    "|",
                    false,
                    (record, place) -> film(record, place)
                            .withCategories(flagged(record, genres, place))
                            .withAttributes(attributes(record, RELEASE_DATE, IMDB_URL)));
        }
    },
    ML_1M("ml-1m", "ratings.dat", "ratings.notime.dat") {
        @Override
        EventSource<Integer, Integer> ratings(CsvEvents<Integer, Integer> file) {
            return file.withSeparator("::").withoutHeader().withTimeFormat(TimeFormat.EPOCH_SECONDS);
        }

        @Override
        List<Item<Integer>> films(Function<String, Path> files) {
            return read(
                    files.apply("movies.dat"),
                    StandardCharsets.ISO_8859_1,
                    "::",
                    false,
                    MovieLensLayout::filmWithGenres);
        }
    },
    LATEST("ml-latest", "ratings.csv") {
        @Override
        EventSource<Integer, Integer> ratings(CsvEvents<Integer, Integer> file) {
            return file.withTimeFormat(TimeFormat.EPOCH_SECONDS);
        }

        @Override
        List<Item<Integer>> films(Function<String, Path> files) {
            return read(files.apply("movies.csv"), StandardCharsets.UTF_8, ",", true, MovieLensLayout::filmWithGenres);
        }
    };

    private static final int RELEASE_DATE = 2;
    private static final int IMDB_URL = 4;
    private static final int FIRST_FLAG = 5;
    private static final Pattern YEAR = Pattern.compile("\\((\\d{4})\\)$");

    private final String layoutName;
    private final String ratingsFiles; // separated by spaces

    MovieLensLayout(String layoutName, String... ratingsFiles) {
        this.layoutName = layoutName;
        this.ratingsFiles = String.join(" ", ratingsFiles);
    }

    /** The name of the layout. */
    String layoutName() {
        return layoutName;
    }

    /** The names the file of the ratings may have. */
    List<String> ratingsFiles() {
        return List.of(ratingsFiles.split(" "));
    }

    /** The reader of the ratings, given one with nothing set. */
    abstract EventSource<Integer, Integer> ratings(CsvEvents<Integer, Integer> file);

    /**
     * The films.
     *
     * @param files finds a file by its name
     */
    abstract List<Item<Integer>> films(Function<String, Path> files);

    /** Makes something of a row. */
    @FunctionalInterface
    private interface RowReader<T> {
        T read(CsvRecords record, String place);
    }

    private static <T> List<T> read(Path file, Charset charset, String separator, boolean csv, RowReader<T> reader) {
        List<T> rows = new ArrayList<>();
        try (TextInput input = TextInput.open(file, charset)) {
            CsvRecords records = new CsvRecords(input, separator, csv);
            if (csv) {
                records.next(); // the header
            }
            while (records.next()) {
                rows.add(reader.read(records, input.name() + ":" + records.line()));
            }
        }
        return rows;
    }

    /** A film from the first two fields of a row, id and title. */
    private static Item<Integer> film(CsvRecords record, String place) {
        requireFields(record, 2, place);
        String id = record.field(0).trim().toString();
        try {
            return Item.of(Integer.valueOf(id)).withTitle(record.field(1).trim().toString());
        } catch (NumberFormatException e) {
            throw new DataException(
                    place + ", column 1", Quoted.of(id) + " is not the number of a film", "correct the row", e);
        }
    }

    private static Item<Integer> filmWithGenres(CsvRecords record, String place) {
        requireFields(record, 3, place);
        String genres = record.field(2).trim().toString();
        return film(record, place)
                .withCategories(real(Stream.of(genres.split("\\|"))))
                .withAttributes(year(record));
    }

    private static Map<String, String> attributes(CsvRecords record, int releaseDate, int imdbUrl) {
        Map<String, String> attributes = new HashMap<>(year(record));
        attributes.put("release_date", record.field(releaseDate).trim().toString());
        attributes.put("imdb_url", record.field(imdbUrl).trim().toString());
        return attributes;
    }

    /** The year at the end of a title. */
    private static Map<String, String> year(CsvRecords record) {
        Matcher year = YEAR.matcher(record.field(1).trim());
        return year.find() ? Map.of("year", year.group(1)) : Map.of();
    }

    private static List<String> flagged(CsvRecords record, List<String> genres, String place) {
        requireFields(record, FIRST_FLAG + genres.size(), place);
        List<String> set = new ArrayList<>();
        for (int g = 0; g < genres.size(); g++) {
            if (record.field(FIRST_FLAG + g).trim().toString().equals("1")) {
                set.add(genres.get(g));
            }
        }
        return real(set.stream());
    }

    private static List<String> real(Stream<String> genres) {
        return genres.filter(
                        genre -> !genre.isEmpty() && !genre.equals("unknown") && !genre.equals("(no genres listed)"))
                .toList();
    }

    private static void requireFields(CsvRecords record, int count, String place) {
        if (record.fields() < count) {
            throw new DataException(
                    place,
                    "the row of a film needs " + count + " fields but has " + record.fields(),
                    "correct the row or copy the file again");
        }
    }
}
