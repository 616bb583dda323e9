package dev.recsys.examples.host;

import static dev.recsys.event.IdType.INT;
import static dev.recsys.event.IdType.STRING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.recsys.data.Dataset;
import dev.recsys.data.FactorMatrix;
import dev.recsys.data.FactorMatrixBuilder;
import dev.recsys.event.EventLog;
import dev.recsys.event.EventLogBuilder;
import dev.recsys.feature.FeatureBuilder;
import dev.recsys.feature.FeatureConfig;
import dev.recsys.io.files.CsvColumns;
import dev.recsys.io.files.CsvEvents;
import dev.recsys.model.FactorModel;
import dev.recsys.model.ModelBundle;
import dev.recsys.model.ModelInfo;
import dev.recsys.nmf.Nmf;
import dev.recsys.recommend.BatchRequest;
import dev.recsys.recommend.ModelRecommender;
import dev.recsys.recommend.Recommendation;
import dev.recsys.recommend.Recommender;
import dev.recsys.train.TrainingContext;
import dev.recsys.train.TrainingInput;
import dev.recsys.train.WarmStart;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The code of docs/how-to/category-model.md, run; the last test checks that it is the same code. The numbers of
 * scikit-learn 1.9.1 come from the Python on that page.
 */
class CategoryModelTest {

    private static final String PAGE = "docs/how-to/category-model.md";

    private static final int USERS = 200;
    private static final List<String> CATEGORIES = List.of(
            "books", "cameras", "films", "flowers", "games", "garden", "jewels", "music", "pets", "shoes", "tools",
            "toys");

    /** NMF(n_components=5, init='random', random_state=0) on the table below. */
    private static final double DEFAULTS_OF_SCIKIT_LEARN = 9.995205;

    /** The same with tol=1e-8 and as many iterations as it takes: random_state 0 to 7 but 3 end here. */
    private static final double LEAST_ERROR = 9.979160;

    @TempDir
    Path directory;

    @Test
    void bestCategoriesOfEachUser() throws IOException {
        writePreferences();

        CsvEvents<String, String> source = CsvEvents.of(directory.resolve("preferences.csv"), STRING, STRING)
                .withColumns(CsvColumns.of("user", "category").withWeight("score"));
        Dataset<String, String> preferences = FeatureBuilder.build(EventLog.read(source), FeatureConfig.defaults());
        assertThat(preferences.users().size()).isEqualTo(USERS);
        assertThat(preferences.items().size()).isEqualTo(12);

        Nmf trainer = Nmf.frobenius()
                .withFactors(5)
                .withStart(Nmf.Start.RANDOM)
                .withIterations(200)
                .withTolerance(1e-4)
                .withSeed(0);
        FactorModel factors = trainer.train(TrainingInput.of(preferences), TrainingContext.defaults());
        double error = Nmf.reconstructionError(preferences.interactions(), factors);
        assertThat(error).isCloseTo(DEFAULTS_OF_SCIKIT_LEARN, within(0.01 * DEFAULTS_OF_SCIKIT_LEARN));

        ModelBundle<String, String> model = ModelBundle.of(factors, preferences);
        ModelRecommender<String, String> recommender = Recommender.of(model);
        Map<String, List<Recommendation<String>>> best = new TreeMap<>();
        recommender.recommendAll(BatchRequest.of(3).withExcludeSeen(false), best::put);
        assertThat(best).hasSize(USERS);
        assertThat(best.values()).allSatisfy(list -> assertThat(list).hasSize(3));
        assertThat(best.get("user001")).extracting(Recommendation::item).contains("flowers");

        List<Recommendation<String>> notYet = recommender.recommend("user000", 3);
        assertThat(notYet).extracting(Recommendation::item).containsExactlyInAnyOrder("cameras", "films", "shoes");

        for (int factor = 0; factor < factors.itemFactors().factors(); factor++) {
            int strongest = 0;
            for (int category = 1; category < preferences.items().size(); category++) {
                if (factors.itemFactors().get(category, factor)
                        > factors.itemFactors().get(strongest, factor)) {
                    strongest = category;
                }
            }
            System.out.println("factor " + factor + ": " + preferences.items().id(strongest));
        }

        Nmf thorough = trainer.withIterations(2000).withTolerance(0);
        double least = Nmf.reconstructionError(
                preferences.interactions(), thorough.train(TrainingInput.of(preferences), TrainingContext.defaults()));
        assertThat(least).isCloseTo(LEAST_ERROR, within(1e-3));
    }

    @Test
    void fromTheFirstFactorsOfScikitLearnItsLastFactorsAreReached() throws IOException {
        writePreferences();
        CsvEvents<String, String> source = CsvEvents.of(directory.resolve("preferences.csv"), STRING, STRING)
                .withColumns(CsvColumns.of("user", "category").withWeight("score"));
        Dataset<String, String> preferences = FeatureBuilder.build(EventLog.read(source), FeatureConfig.defaults());
        Nmf trainer = Nmf.frobenius().withFactors(5).withIterations(200).withTolerance(1e-4);
        FactorMatrix firstUsers = resource("first-users.csv");
        FactorMatrix firstCategories = resource("first-categories.csv");

        ModelInfo info = ModelInfo.of("nmf", Map.of(), preferences.shape());
        FactorModel first = FactorModel.of(info, firstUsers, firstCategories);
        WarmStart start = WarmStart.of(ModelBundle.of(first, preferences), preferences);
        FactorModel same =
                trainer.train(TrainingInput.of(preferences).withWarmStart(start), TrainingContext.defaults());

        assertThat(Nmf.reconstructionError(preferences.interactions(), same))
                .isCloseTo(DEFAULTS_OF_SCIKIT_LEARN, within(1e-5));
        assertClose(same.userFactors(), resource("users.csv"));
        assertClose(same.itemFactors(), resource("categories.csv"));
    }

    /** Films have genres: how many films of each genre a user has rated. */
    @Test
    void genresOfMovieLens() throws IOException {
        Path films = Path.of(System.getProperty("recsys.shared", ""), "data", "ml-100k");
        assumeTrue(Files.exists(films.resolve("u.item.gz")), "MovieLens 100K is not there: " + films);
        Map<Integer, List<Integer>> genres = new HashMap<>();
        for (String line : gzipped(films.resolve("u.item.gz"))) {
            String[] fields = line.split("\\|", -1);
            genres.put(
                    Integer.valueOf(fields[0]),
                    genresOf(Arrays.copyOfRange(fields, fields.length - 19, fields.length)));
        }
        EventLogBuilder<Integer, Integer> counts = EventLog.builder(INT, INT);
        for (String line : gzipped(films.resolve("u.data.gz"))) {
            String[] fields = line.split("\t", -1);
            for (int genre : genres.get(Integer.valueOf(fields[1]))) {
                counts.add(Integer.valueOf(fields[0]), genre, 1);
            }
        }
        Dataset<Integer, Integer> preferences = FeatureBuilder.build(counts.build(), FeatureConfig.defaults());
        assertThat(preferences.interactions().rows()).isEqualTo(943);

        double least = Double.MAX_VALUE;
        for (long seed = 0; seed < 3; seed++) {
            Nmf trainer = Nmf.frobenius()
                    .withFactors(5)
                    .withStart(Nmf.Start.RANDOM)
                    .withIterations(1000)
                    .withSeed(seed);
            FactorModel model = trainer.train(TrainingInput.of(preferences), TrainingContext.defaults());
            least = Math.min(least, Nmf.reconstructionError(preferences.interactions(), model));
        }
        assertThat(least).as("scikit-learn: 326.1025 after 5000 iterations").isBetween(326.0, 326.1025 * 1.005);
    }

    private static List<Integer> genresOf(String[] flags) {
        List<Integer> genres = new ArrayList<>();
        for (int genre = 0; genre < flags.length; genre++) {
            if (flags[genre].equals("1")) {
                genres.add(genre);
            }
        }
        return genres;
    }

    private static List<String> gzipped(Path file) throws IOException {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.ISO_8859_1))) {
            return reader.lines().toList();
        }
    }

    /** Five tastes and some noise; what is not above 0 is not in the table. */
    private void writePreferences() throws IOException {
        CongruentialNumbers random = new CongruentialNumbers();
        double[][] users = random.halfEmpty(USERS, 0.4, 3);
        double[][] categories = random.halfEmpty(CATEGORIES.size(), 0.5, 2);
        List<String> rows = new ArrayList<>(List.of("user,category,score"));
        for (int user = 0; user < USERS; user++) {
            for (int category = 0; category < CATEGORIES.size(); category++) {
                double score = 0;
                for (int taste = 0; taste < 5; taste++) {
                    score += users[user][taste] * categories[category][taste];
                }
                score = Math.floor((score + random.next() - 0.5) * 100 + 0.5) / 100;
                if (score > 0) {
                    rows.add(String.format(Locale.ROOT, "user%03d,%s,%.2f", user, CATEGORIES.get(category), score));
                }
            }
        }
        Files.write(directory.resolve("preferences.csv"), rows);
    }

    /** Numbers that Python draws in the same way. */
    private static final class CongruentialNumbers {

        private long state = 20_250_611;

        double next() {
            state = (state * 1_103_515_245L + 12_345) % (1L << 31);
            return state / (double) (1L << 31);
        }

        double[][] halfEmpty(int rows, double share, double scale) {
            double[][] out = new double[rows][5];
            for (double[] row : out) {
                for (int taste = 0; taste < 5; taste++) {
                    boolean present = next() < share;
                    double value = next();
                    row[taste] = present ? scale * value : 0;
                }
            }
            return out;
        }
    }

    private static FactorMatrix resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(
                        CategoryModelTest.class.getResourceAsStream("/category-model/" + name), name);
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
            List<String> lines = reader.lines().toList();
            FactorMatrixBuilder matrix = FactorMatrix.builder(lines.size(), 5);
            for (int row = 0; row < lines.size(); row++) {
                String[] cells = lines.get(row).split(",", -1);
                float[] values = new float[5];
                for (int f = 0; f < 5; f++) {
                    values[f] = Float.parseFloat(cells[f]);
                }
                matrix.setRow(row, values, 0);
            }
            return matrix.build();
        }
    }

    private static void assertClose(FactorMatrix actual, FactorMatrix expected) {
        for (int row = 0; row < expected.rows(); row++) {
            for (int f = 0; f < 5; f++) {
                assertThat(actual.get(row, f))
                        .as("row %s, factor %s", row, f)
                        .isCloseTo(expected.get(row, f), within(1e-4f * (1 + expected.get(row, f))));
            }
        }
    }

    @Test
    void thePageShowsThisCodeInThisOrder() throws IOException {
        assertThat(PageCode.requireShown(PAGE, CategoryModelTest.class)).isEqualTo(6);
    }
}
