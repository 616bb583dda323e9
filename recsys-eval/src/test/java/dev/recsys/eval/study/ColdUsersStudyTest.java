package dev.recsys.eval.study;

import static dev.recsys.event.IdType.INT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.recsys.als.Als;
import dev.recsys.data.ItemCatalog;
import dev.recsys.data.ItemCatalog.Item;
import dev.recsys.data.Weighting;
import dev.recsys.eval.SharedData;
import dev.recsys.eval.metric.JudgedList;
import dev.recsys.eval.metric.Ndcg;
import dev.recsys.event.EventLog;
import dev.recsys.event.EventLogBuilder;
import dev.recsys.execution.Parallelism;
import dev.recsys.feature.FeatureBuilder;
import dev.recsys.feature.FeatureConfig;
import dev.recsys.model.ModelBundle;
import dev.recsys.profile.CategoryPrior;
import dev.recsys.recommend.Recommendation;
import dev.recsys.recommend.Recommender;
import dev.recsys.recommend.Request;
import dev.recsys.train.TrainingContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Does the category prior help users with one to five events? On MovieLens with its genres, measured on users the models
 * were not trained on, with settings chosen on other users than those reported; docs/concepts/cold-start.md has the tables. Users are dealt into five folds. For each fold, models are trained without it and the next one, every setting is
 * chosen on the next one, and what was chosen is trained on all users but the fold's and measured on the fold's. A user's
 * first n ratings in time are the history, all others are relevant, whatever the rating.
 */
class ColdUsersStudyTest {

    private static final int[] LENGTHS = {1, 2, 3, 5};
    private static final int FOLDS = 5;
    private static final Ndcg NDCG = Ndcg.at(10);

    /** Settings of iALS that are tried: regularization and unobserved weight, with 16 factors. */
    private static final double[][] MODELS = {{0.05, 0.1}, {0.1, 0.1}, {0.1, 0.3}, {0.03, 0.3}};

    /** A way to recommend, under a name; made anew from each model. */
    private interface Way {
        Recommender<Integer, Integer> from(ModelBundle<Integer, Integer> bundle);
    }

    @Test
    @Tag("slow")
    void priorIsAheadOfEverythingThatKnowsNoCategories() throws IOException {
        String data = "data/ml-latest-small-2016/";
        List<String> ratings = SharedData.lines(data + "ratings.csv.gz");
        List<Item<Integer>> films = new ArrayList<>();
        for (String line : SharedData.lines(data + "movies.csv.gz")) {
            String genres = line.substring(line.lastIndexOf(',') + 1);
            if (!line.startsWith("movieId") && !genres.startsWith("(no")) {
                int id = Integer.parseInt(line.substring(0, line.indexOf(',')));
                films.add(Item.of(id).withCategories(List.of(genres.split("\\|"))));
            }
        }
        Map<String, double[]> gains =
                gains("ml-latest-small", histories(ratings.subList(1, ratings.size()), ","), films);
        assertThat(gains)
                .allSatisfy((other, interval) -> assertThat(interval[0])
                        .as("lower bound of the gain over %s", other)
                        .isPositive());
    }

    /** The data on which nothing was tried out before: no gain over the best model without categories, and no harm. */
    @Test
    @Tag("slow")
    void priorDoesNoHarmOnOtherData() throws IOException {
        String data = "data/ml-100k/";
        List<Item<Integer>> films = new ArrayList<>();
        for (String line : SharedData.lines(data + "u.item.gz")) {
            String[] cells = line.split("\\|");
            List<String> genres = new ArrayList<>();
            for (int genre = 1; genre < 19; genre++) { // 0 stands for unknown
                if (cells[cells.length - 19 + genre].equals("1")) {
                    genres.add("genre " + genre);
                }
            }
            films.add(Item.of(Integer.valueOf(cells[0])).withCategories(genres));
        }
        Map<String, double[]> gains = gains("ml-100k", histories(SharedData.lines(data + "u.data.gz"), "\t"), films);
        assertThat(gains.get("popularity")[0]).isPositive();
        assertThat(gains.get("best without categories")[0]).isGreaterThan(-0.005);
    }

    /** By the name of each other way: the interval of what the model with the prior gains over it. Also leaves a report. */
    private static Map<String, double[]> gains(String name, List<int[]> histories, List<Item<Integer>> films)
            throws IOException {
        Study study = new Study(histories, ItemCatalog.of(INT, films));
        Map<String, double[][]> reported = new LinkedHashMap<>();
        StringBuilder text = new StringBuilder();
        for (int fold = 0; fold < FOLDS; fold++) {
            study.report(fold, reported, text);
        }
        text.append(table(reported));
        double[][] prior = reported.remove("ials + prior");
        Map<String, double[]> gains = new LinkedHashMap<>();
        reported.forEach((other, values) -> {
            gains.put(other, interval(overall(prior), overall(values)));
            text.append("gain over ").append(other).append(':').append(shown(gains.get(other)));
            for (int n = 0; n < LENGTHS.length; n++) {
                text.append("; n = ").append(LENGTHS[n]).append(':').append(shown(interval(prior[n], values[n])));
            }
            text.append('\n');
        });
        Files.writeString(Path.of("target", "cold-users-" + name + ".txt"), text);
        return gains;
    }

    private static String shown(double[] interval) {
        return String.format(Locale.ROOT, " %+.4f [%+.4f, %+.4f]", interval[1], interval[0], interval[2]);
    }

    /** The films of each user in order of time, those of one second by film; lines of user, film, rating, time. */
    private static List<int[]> histories(List<String> lines, String separator) {
        Map<Integer, List<long[]>> byUser = new TreeMap<>();
        for (String line : lines) {
            String[] cells = line.split(separator);
            byUser.computeIfAbsent(Integer.valueOf(cells[0]), user -> new ArrayList<>())
                    .add(new long[] {Long.parseLong(cells[3]), Long.parseLong(cells[1])});
        }
        List<int[]> users = new ArrayList<>();
        for (List<long[]> events : byUser.values()) {
            events.sort((a, b) -> a[0] != b[0] ? Long.compare(a[0], b[0]) : Long.compare(a[1], b[1]));
            users.add(events.stream().mapToInt(event -> (int) event[1]).toArray());
        }
        return users;
    }

    /** The mean over the lengths, for each user. */
    private static double[] overall(double[][] byLength) {
        double[] mean = new double[byLength[0].length];
        for (double[] values : byLength) {
            for (int user = 0; user < mean.length; user++) {
                mean[user] += values[user] / byLength.length;
            }
        }
        return mean;
    }

    /** Lower bound, mean and upper bound of the mean difference: 95 %, bootstrap over users, 5000 resamples. */
    private static double[] interval(double[] a, double[] b) {
        SplittableRandom random = new SplittableRandom(2016);
        double[] means = new double[5000];
        for (int r = 0; r < means.length; r++) {
            for (int i = 0; i < a.length; i++) {
                int user = random.nextInt(a.length);
                means[r] += (a[user] - b[user]) / a.length;
            }
        }
        Arrays.sort(means);
        return new double[] {means[124], mean(a) - mean(b), means[4875]};
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    private static String table(Map<String, double[][]> reported) {
        StringBuilder text = new StringBuilder("NDCG@10 by length of the history 1, 2, 3, 5, and their mean\n");
        reported.forEach((name, values) -> {
            text.append(String.format(Locale.ROOT, "%-26s", name));
            for (double[] one : values) {
                text.append(String.format(Locale.ROOT, " %.4f", mean(one)));
            }
            text.append(String.format(Locale.ROOT, " %.4f%n", mean(overall(values))));
        });
        return text.toString();
    }

    /** The data, dealt into folds. */
    private static final class Study {

        private final List<int[]> users;
        private final ItemCatalog<Integer> films;
        private final int[] folds;

        Study(List<int[]> users, ItemCatalog<Integer> films) {
            this.users = users;
            this.films = films;
            this.folds = new int[users.size()];
            int[] order = new int[folds.length];
            Arrays.setAll(order, i -> i);
            SplittableRandom random = new SplittableRandom(7);
            for (int i = order.length - 1; i > 0; i--) {
                int j = random.nextInt(i + 1);
                int swapped = order[i];
                order[i] = order[j];
                order[j] = swapped;
            }
            for (int i = 0; i < order.length; i++) {
                folds[order[i]] = i % FOLDS;
            }
        }

        /** Chooses on the next fold and measures on this one. */
        void report(int fold, Map<String, double[][]> reported, StringBuilder text) {
            int next = (fold + 1) % FOLDS;
            double[] settings = best(fold, next);
            ModelBundle<Integer, Integer> tuning = trained(settings, fold, next);
            Map<String, Way> chosen = chosen(tuning, next);
            text.append("fold ").append(fold).append(": ials ").append(Arrays.toString(settings));
            chosen.forEach(
                    (name, way) -> text.append(", ").append(name).append(" = ").append(way));
            text.append('\n');
            ModelBundle<Integer, Integer> bundle = trained(settings, fold, fold);
            chosen.forEach((name, way) -> {
                double[][] all = reported.computeIfAbsent(name, unused -> new double[LENGTHS.length][users.size()]);
                double[][] own = measured(way.from(bundle), fold);
                for (int user = 0; user < users.size(); user++) {
                    for (int n = 0; n < LENGTHS.length; n++) {
                        all[n][user] += folds[user] == fold ? own[n][user] : 0;
                    }
                }
            });
        }

        private double[] best(int fold, int next) {
            double[] best = MODELS[0];
            double most = 0;
            for (double[] settings : MODELS) {
                double value = value(new Named("ials", Recommender::of), trained(settings, fold, next), next);
                if (value > most) {
                    most = value;
                    best = settings;
                }
            }
            return best;
        }

        /** Trained on all users but those of two folds. */
        private ModelBundle<Integer, Integer> trained(double[] settings, int fold, int next) {
            EventLogBuilder<Integer, Integer> log = EventLog.builder(INT, INT);
            for (int user = 0; user < folds.length; user++) {
                if (folds[user] != fold && folds[user] != next) {
                    for (int film : users.get(user)) {
                        log.add(user, film);
                    }
                }
            }
            return Als.implicit()
                    .withFactors(16)
                    .withIterations(10)
                    .withRegularization(settings[0])
                    .withUnobservedWeight(settings[1])
                    .train(
                            FeatureBuilder.build(
                                    log.build(), FeatureConfig.defaults().withWeighting(Weighting.BINARY)),
                            TrainingContext.defaults().withParallelism(Parallelism.threads(2)))
                    .withCatalog(films);
        }

        /** Under each name the way that is best on the fold. */
        private Map<String, Way> chosen(ModelBundle<Integer, Integer> bundle, int next) {
            Map<String, Way> chosen = new LinkedHashMap<>();
            chosen.put("popularity", new Named("popularity", Recommender::popular));
            chosen.put("ials", new Named("ials", model -> Recommender.of(model).orElse(Recommender.popular(model))));
            List<Way> blends = new ArrayList<>();
            for (double part : new double[] {0.25, 0.5, 0.75, 0.9}) {
                blends.add(prior(1e6, 0, part, 10));
            }
            chosen.put("ials + popularity", best(blends, bundle, next));
            chosen.put("best without categories", best(List.copyOf(chosen.values()), bundle, next));
            chosen.put("popularity + categories", best(priors(new double[] {1}), bundle, next));
            chosen.put("ials + prior", best(priors(new double[] {0, 0.5}), bundle, next));
            return chosen;
        }

        private List<Way> priors(double[] popularities) {
            List<Way> ways = new ArrayList<>();
            for (double popularity : popularities) {
                for (double strength : new double[] {20, 1e6}) {
                    for (double affinity : new double[] {0.2, 0.4, 0.8}) {
                        for (double pseudoCount : new double[] {10, 50}) {
                            ways.add(prior(strength, affinity, popularity, pseudoCount));
                        }
                    }
                }
            }
            return ways;
        }

        private static Way prior(double strength, double affinity, double popularity, double pseudoCount) {
            return new Named(
                    "(strength " + strength + ", affinity " + affinity + ", popularity " + popularity
                            + ", pseudo count " + pseudoCount + ")",
                    bundle -> CategoryPrior.of(bundle)
                            .withStrength(strength)
                            .withAffinity(affinity)
                            .withPopularity(popularity)
                            .withPseudoCount(pseudoCount)
                            .recommender()
                            .orElse(Recommender.popular(bundle)));
        }

        private Way best(List<Way> ways, ModelBundle<Integer, Integer> bundle, int fold) {
            Way best = ways.get(0);
            double most = 0;
            for (Way way : ways) {
                double value = value(way, bundle, fold);
                if (value > most) {
                    most = value;
                    best = way;
                }
            }
            return best;
        }

        private double value(Way way, ModelBundle<Integer, Integer> bundle, int fold) {
            double[] all = overall(measured(way.from(bundle), fold));
            double sum = 0;
            for (int user = 0; user < all.length; user++) {
                sum += folds[user] == fold ? all[user] : 0;
            }
            return sum;
        }

        /** By length and user; 0 for users of other folds. */
        private double[][] measured(Recommender<Integer, Integer> recommender, int fold) {
            double[][] values = new double[LENGTHS.length][users.size()];
            for (int user = 0; user < folds.length; user++) {
                for (int n = 0; n < LENGTHS.length && folds[user] == fold; n++) {
                    values[n][user] = ndcg(recommender, users.get(user), LENGTHS[n]);
                }
            }
            return values;
        }

        private static double ndcg(Recommender<Integer, Integer> recommender, int[] films, int length) {
            List<Integer> history = Arrays.stream(films, 0, length).boxed().toList();
            Request<Integer, Integer> request =
                    Request.<Integer, Integer>anonymous(10).withHistory(history);
            int[] list = recommender.recommend(request).stream()
                    .mapToInt(Recommendation::item)
                    .toArray();
            return NDCG.value(JudgedList.of(list, Arrays.copyOfRange(films, length, films.length)));
        }
    }

    /** A way with a name. */
    private record Named(String name, Way way) implements Way {

        @Override
        public Recommender<Integer, Integer> from(ModelBundle<Integer, Integer> bundle) {
            return way.from(bundle);
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
