package dev.recsys.eval.file;

import dev.recsys.DataException;
import dev.recsys.Experimental;
import dev.recsys.StoreException;
import dev.recsys.eval.Judgments;
import dev.recsys.eval.Run;
import dev.recsys.eval.output.WholeFile;
import dev.recsys.event.IdType;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads and writes runs and judgments: TREC, CSV or JSON, plain or gzip. The format is guessed from a file's name ({@link
 * RunFormat#of(Path)}) unless one is given; whether a file is compressed shows by its first bytes when it is read, and by {@code
 * .gz} when it is written. Text is UTF-8. docs/formats/run-files.md describes the files and every rule.
 *
 * <p>Files are read and written by streaming: beside the run itself there is memory for one block, and for the distinct ids. A
 * file that is written appears whole or not at all.
 *
 * <p>Immutable, thread-safe. Cost: O(n) for n entries, and a sort of each list that is not in order.
 *
 * @param <U> the Java type of user ids
 * @param <I> the Java type of item ids
 */
@Experimental
public final class RunFiles<U, I> {

    private final IdType<U> users;
    private final IdType<I> items;
    private final Optional<RunFormat> format;
    private final Optional<Run.TieOrder> ties;

    private RunFiles(IdType<U> users, IdType<I> items, Optional<RunFormat> format, Optional<Run.TieOrder> ties) {
        this.users = users;
        this.items = items;
        this.format = format;
        this.ties = ties;
    }

    /** Files with ids of these types, in the formats that their names let expect. */
    public static <U, I> RunFiles<U, I> of(IdType<U> users, IdType<I> items) {
        return new RunFiles<>(users, items, Optional.empty(), Optional.empty());
    }

    /** A copy for files of this format, whatever their names are. */
    public RunFiles<U, I> withFormat(RunFormat newFormat) {
        return new RunFiles<>(users, items, Optional.of(newFormat), ties);
    }

    /**
     * A copy that orders equal scores in another way. Default {@link dev.recsys.eval.Run.TieOrder#TREC} for TREC files, else
     * {@code ITEM_ASCENDING}. With {@code TREC} the scores of TREC files are narrowed to float first, as trec_eval does: two that
     * differ by less are equal.
     */
    public RunFiles<U, I> withTies(Run.TieOrder newTies) {
        return new RunFiles<>(users, items, format, Optional.of(newTies));
    }

    /**
     * Reads a run. Its name is the tag of a TREC file, or what a JSON file says; else that of the file.
     *
     * @throws DataException if there is no such file, or a rule is broken; the message names file, line and column
     * @throws StoreException if reading fails
     */
    public Run<U, I> readRun(Path file) {
        try (FileBytes in = FileBytes.open(file)) {
            return readRun(in, format.orElseGet(() -> RunFormat.of(file)), plainName(file));
        }
    }

    /**
     * Reads a run from a stream, which stays open; TREC unless another format is given.
     *
     * @param name of the stream for messages, and of the run if it has no other; not blank
     * @throws DataException as {@link #readRun(Path)}
     * @throws StoreException if reading fails
     */
    public Run<U, I> readRun(InputStream in, String name) {
        return readRun(FileBytes.of(in, name), format.orElse(RunFormat.TREC), name);
    }

    private Run<U, I> readRun(FileBytes in, RunFormat chosen, String usualName) {
        boolean trec = chosen == RunFormat.TREC;
        Run.TieOrder order = ties.orElse(trec ? Run.TieOrder.TREC : Run.TieOrder.ITEM_ASCENDING);
        Run.Builder<U, I> run = Run.builder(usualName, users, items).withTies(order);
        Optional<String> name = read(RowKind.RUN, in, chosen, order == Run.TieOrder.TREC, new RowSink<>() {
            @Override
            public void add(U user, I item, double score, int rank) {
                if (rank == UNRANKED) {
                    run.add(user, item, score);
                } else {
                    run.add(user, item, rank, score);
                }
            }

            @Override
            public void addEmpty(U user) {
                run.add(user, List.of());
            }
        });
        Run<U, I> built = run.build();
        if (built.users().size() == 0) {
            throw empty(in, RowKind.RUN);
        }
        return name.map(built::withName).orElse(built);
    }

    /**
     * Reads judgments.
     *
     * @throws DataException if there is no such file, or a rule is broken; the message names file, line and column
     * @throws StoreException if reading fails
     */
    public Judgments<U, I> readJudgments(Path file) {
        try (FileBytes in = FileBytes.open(file)) {
            return readJudgments(in, format.orElseGet(() -> RunFormat.of(file)));
        }
    }

    /**
     * Reads judgments from a stream, which stays open; TREC unless another format is given.
     *
     * @param name of the stream, for messages
     * @throws DataException as {@link #readJudgments(Path)}
     * @throws StoreException if reading fails
     */
    public Judgments<U, I> readJudgments(InputStream in, String name) {
        return readJudgments(FileBytes.of(in, name), format.orElse(RunFormat.TREC));
    }

    private Judgments<U, I> readJudgments(FileBytes in, RunFormat chosen) {
        Judgments.Builder<U, I> judgments = Judgments.builder(users, items);
        boolean[] any = new boolean[1];
        read(RowKind.JUDGMENTS, in, chosen, false, new RowSink<>() {
            @Override
            public void add(U user, I item, double gain, int rank) {
                any[0] = true;
                judgments.add(user, item, gain);
            }

            @Override
            public void addEmpty(U user) {
                any[0] = true;
                judgments.add(user);
            }
        });
        if (!any[0]) {
            throw empty(in, RowKind.JUDGMENTS);
        }
        return judgments.build();
    }

    /** Reads all rows, and returns the name that the file gives itself. */
    private Optional<String> read(RowKind kind, FileBytes in, RunFormat chosen, boolean asFloats, RowSink<U, I> sink) {
        TextIds<U> userIds = new TextIds<>(users);
        TextIds<I> itemIds = new TextIds<>(items);
        switch (chosen) {
            case TREC -> {
                boolean narrow = asFloats && kind == RowKind.RUN;
                TrecReader<U, I> reader = new TrecReader<>(kind, new ByteLines(in), userIds, itemIds, narrow);
                reader.read(sink);
                return reader.tag();
            }
            case CSV -> {
                new CsvReader<>(kind, new ByteLines(in), userIds, itemIds).read(sink);
                return Optional.empty();
            }
            default -> {
                JsonReader<U, I> reader = new JsonReader<>(kind, in, userIds, itemIds);
                reader.read(sink);
                return reader.run();
            }
        }
    }

    private static DataException empty(FileBytes in, RowKind kind) {
        return new DataException(
                in.name(),
                kind == RowKind.RUN ? "the run is empty" : "the judgments are empty",
                "check that it was written to its end; a row of TREC " + kind.noun() + " is '" + kind.trecRow() + "'");
    }

    /** The name of a file without directory and endings. */
    private static String plainName(Path file) {
        String name = String.valueOf(file.getFileName()).replaceFirst("(?i)\\.gz$", "");
        String plain = name.replaceFirst("\\.[^.]*$", "");
        return plain.isBlank() ? file.toString() : plain;
    }

    /**
     * Writes a run, replacing an earlier file in one step. In TREC files a list whose scores do not descend strictly, as floats,
     * gets others that do, so that every reader has it in our order.
     *
     * @return how many lists got other scores; 0 unless TREC
     * @throws DataException if an id cannot stand in such a file
     * @throws StoreException if the file cannot be written
     */
    public int writeRun(Run<U, I> run, Path file) {
        int[] rescored = new int[1];
        RunFormat chosen = format.orElseGet(() -> RunFormat.of(file));
        WholeFile.write(file, out -> rescored[0] = write(run, chosen, out));
        return rescored[0];
    }

    /**
     * Writes a run to a stream, which stays open; TREC unless another format is given.
     *
     * @return as {@link #writeRun(Run, Path)}
     * @throws DataException if an id cannot stand in such a file
     * @throws IOException if the stream fails
     */
    public int writeRun(Run<U, I> run, OutputStream out) throws IOException {
        return write(run, format.orElse(RunFormat.TREC), out);
    }

    private int write(Run<U, I> run, RunFormat chosen, OutputStream out) throws IOException {
        ListWriter writer = new ListWriter(RowKind.RUN, chosen, out, run.users(), run.items(), run.name());
        writer.start();
        for (int user = 0; user < run.users().size(); user++) {
            int[] list = new int[run.length(user)];
            double[] scores = new double[list.length];
            for (int index = 0; index < list.length; index++) {
                list[index] = run.item(user, index);
                scores[index] = run.score(user, index);
            }
            writer.list(user, list, scores);
        }
        writer.end();
        return writer.rescored();
    }

    /**
     * Writes judgments, replacing an earlier file in one step. Users of whom nothing is judged are in JSON files only.
     *
     * @throws DataException if an id or a gain cannot stand in such a file
     * @throws StoreException if the file cannot be written
     */
    public void writeJudgments(Judgments<U, I> judgments, Path file) {
        RunFormat chosen = format.orElseGet(() -> RunFormat.of(file));
        WholeFile.write(file, out -> write(judgments, chosen, out));
    }

    /**
     * Writes judgments to a stream, which stays open; TREC unless another format is given.
     *
     * @throws DataException if an id or a gain cannot stand in such a file
     * @throws IOException if the stream fails
     */
    public void writeJudgments(Judgments<U, I> judgments, OutputStream out) throws IOException {
        write(judgments, format.orElse(RunFormat.TREC), out);
    }

    private void write(Judgments<U, I> judgments, RunFormat chosen, OutputStream out) throws IOException {
        ListWriter writer = new ListWriter(RowKind.JUDGMENTS, chosen, out, judgments.users(), judgments.items(), "");
        writer.start();
        for (int user = 0; user < judgments.users().size(); user++) {
            Map<I, Double> own = judgments.of(user);
            int[] list = own.keySet().stream()
                    .mapToInt(judgments.items()::positionOf)
                    .toArray();
            writer.list(
                    user, list, own.values().stream().mapToDouble(gain -> gain).toArray());
        }
        writer.end();
    }

    @Override
    public String toString() {
        return format.map(Enum::name).orElse("any format") + " with users of type " + users + ", items of type "
                + items;
    }
}
