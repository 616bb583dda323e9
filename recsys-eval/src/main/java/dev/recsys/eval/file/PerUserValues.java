package dev.recsys.eval.file;

import dev.recsys.DataException;
import dev.recsys.Experimental;
import dev.recsys.StoreException;
import dev.recsys.eval.EvaluationResult;
import dev.recsys.eval.TrecMeasures;
import dev.recsys.eval.metric.Metric;
import dev.recsys.eval.output.WholeFile;
import dev.recsys.event.IdIndex;
import dev.recsys.event.IdType;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was measured for each user, kept in a file: {@code measure TAB user TAB value} per line, and {@code all} in the place of the
 * user for the mean. It is what {@code trec_eval -q} prints, which is read too. Vectors of two files are compared, and a gate holds
 * new numbers against those of last month.
 *
 * <p>Numbers are written so that reading gives the same bits; a user without a value has {@code nan}.
 *
 * <p>Memory: 8 bytes per user and measure, and the ids. Immutable, thread-safe.
 *
 * @param <U> the Java type of user ids
 */
@Experimental
public final class PerUserValues<U> {

    /** Stands in the place of the user for what is about all users. */
    static final String ALL = "all";

    /** The measure, for {@link #ALL}, that says that given candidates were ranked. */
    static final String WATERMARK = "watermark";

    private final IdIndex<U> users;
    private final Map<String, double[]> perUser; // in the order of measures, by position
    private final Map<String, Double> values;
    private final List<String> measures;
    private final Optional<String> watermark;

    PerUserValues(
            IdIndex<U> users,
            List<String> measures,
            Map<String, double[]> perUser,
            Map<String, Double> values,
            Optional<String> watermark) {
        this.users = users;
        this.measures = List.copyOf(measures);
        this.perUser = perUser;
        this.values = Collections.unmodifiableMap(values);
        this.watermark = watermark;
    }

    /** What an evaluation found, by the names of the metrics. */
    public static <U> PerUserValues<U> of(EvaluationResult<U> result) {
        List<String> names = result.metrics().stream().map(Metric::name).toList();
        Map<String, double[]> perUser = new LinkedHashMap<>();
        names.stream().filter(result::hasPerUser).forEach(name -> perUser.put(name, result.perUser(name)));
        return new PerUserValues<>(
                result.users(), names, perUser, new LinkedHashMap<>(result.values()), result.watermark());
    }

    /**
     * What an evaluation found, by the names and in the manner of trec_eval: what it only counts is summed over all users, not
     * averaged. Metrics that it does not have keep their names.
     */
    public static <U> PerUserValues<U> trec(EvaluationResult<U> result) {
        Map<String, Double> sums = TrecMeasures.ofAll(result);
        List<String> measures = new ArrayList<>();
        Map<String, double[]> perUser = new LinkedHashMap<>();
        Map<String, Double> values = new LinkedHashMap<>();
        for (Metric metric : result.metrics()) {
            String name = TrecMeasures.nameOf(metric).orElse(metric.name());
            measures.add(name);
            if (result.hasPerUser(metric.name())) {
                perUser.put(name, result.perUser(metric.name()));
            }
            values.put(name, sums.getOrDefault(name, result.value(metric.name())));
        }
        return new PerUserValues<>(result.users(), measures, perUser, values, result.watermark());
    }

    /** The names of what was measured, in the order of the file. */
    public List<String> measures() {
        return measures;
    }

    /** The users with a value. */
    public IdIndex<U> users() {
        return users;
    }

    /** Whether a measure has a value for each user. */
    public boolean hasPerUser(String measure) {
        return perUser.containsKey(measure);
    }

    /**
     * The values of a measure, by position in {@link #users()}, a new array; NaN for a user who has none.
     *
     * @throws DataException if it was not measured, or is about all users together; the message lists those there are
     */
    public double[] perUser(String measure) {
        double[] found = perUser.get(measure);
        if (found == null) {
            throw missing(measure, "has no value per user", perUser.keySet());
        }
        return found.clone();
    }

    /**
     * The value for all users.
     *
     * @throws DataException if there is none; the message lists those there are
     */
    public double value(String measure) {
        Double found = values.get(measure);
        if (found == null) {
            throw missing(measure, "has no value for all users", values.keySet());
        }
        return found;
    }

    private static DataException missing(String measure, String rule, Iterable<String> there) {
        return new DataException("measure '" + measure + "'", rule, "there are " + String.join(", ", there));
    }

    /** The values for all users by name, in the order of the file. */
    public Map<String, Double> values() {
        return values;
    }

    /** {@code "SAMPLED"} if given candidates were ranked, as {@link EvaluationResult#watermark()}. */
    public Optional<String> watermark() {
        return watermark;
    }

    /**
     * Reads a file, plain or gzip.
     *
     * @throws DataException if there is no such file, or a rule is broken; the message names file, line and column
     * @throws StoreException if reading fails
     */
    public static <U> PerUserValues<U> read(Path file, IdType<U> users) {
        try (FileBytes in = FileBytes.open(file)) {
            return new PerUserReader<>(new ByteLines(in), users).read();
        }
    }

    /**
     * Reads a stream, which stays open.
     *
     * @param name of the stream, for messages
     * @throws DataException as {@link #read(Path, IdType)}
     * @throws StoreException if reading fails
     */
    public static <U> PerUserValues<U> read(InputStream in, String name, IdType<U> users) {
        return new PerUserReader<>(new ByteLines(FileBytes.of(in, name)), users).read();
    }

    /**
     * Writes a file, replacing an earlier one in one step; compressed if its name ends with {@code .gz}. First all measures of a
     * user, then those of the next, and at last those for all.
     *
     * @throws DataException if a user's id holds a tab or a line break, or is {@code all}
     * @throws StoreException if the file cannot be written
     */
    public void write(Path file) {
        WholeFile.write(file, this::write);
    }

    /**
     * Writes to a stream, which stays open.
     *
     * @throws DataException as {@link #write(Path)}
     * @throws IOException if the stream fails
     */
    public void write(OutputStream out) throws IOException {
        TextOut text = new TextOut(out);
        List<byte[]> names = new ArrayList<>();
        List<double[]> columns = new ArrayList<>();
        for (String measure : measures) {
            requireCell("measure", measure);
            double[] column = perUser.get(measure);
            if (column != null) {
                names.add((measure + "\t").getBytes(StandardCharsets.UTF_8));
                columns.add(column);
            }
        }
        for (int user = 0; user < users.size(); user++) {
            String id = users.text(user);
            requireCell("user", id);
            byte[] cell = (id + "\t").getBytes(StandardCharsets.UTF_8);
            for (int m = 0; m < names.size(); m++) {
                text.bytes(names.get(m)).bytes(cell);
                text.ascii(valueText(columns.get(m)[user])).ascii('\n');
            }
        }
        for (Map.Entry<String, Double> one : values.entrySet()) {
            requireCell("measure", one.getKey());
            text.text(one.getKey())
                    .ascii("\tall\t")
                    .ascii(valueText(one.getValue()))
                    .ascii('\n');
        }
        if (watermark.isPresent()) {
            text.ascii(WATERMARK + "\tall\t").text(watermark.get()).ascii('\n');
        }
        text.flush();
    }

    private static String valueText(double value) {
        if (Double.isNaN(value)) {
            return "nan";
        }
        return Double.isInfinite(value) ? (value > 0 ? "inf" : "-inf") : TextOut.text(value);
    }

    private static void requireCell(String what, String text) {
        boolean reserved = what.equals("user") && text.equals(ALL);
        if (reserved || !text.equals(text.strip()) || text.chars().anyMatch(c -> c < ' ')) {
            throw new DataException(
                    what + " " + new Shown(text),
                    reserved
                            ? "has the name that stands for all users in a file of values"
                            : "holds a tab or a line break, or space at its ends, which cannot stand in a file of values",
                    "map the ids to others");
        }
    }

    @Override
    public String toString() {
        return measures.size() + " measures of " + users.size() + " users";
    }
}
