package dev.recsys.eval.file;

import com.fasterxml.jackson.core.io.NumberOutput;
import dev.recsys.DataException;
import dev.recsys.event.IdIndex;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes lists of items with scores or gains in one of the formats. Not thread-safe. */
final class ListWriter {

    private final RowKind kind;
    private final RunFormat format;
    private final TextOut out;
    private final WrittenIds users;
    private final WrittenIds items;
    private final String name;
    private final byte[] tag; // the name without white space
    private boolean first = true;
    private int rescored;

    /** @param name of the run; empty for judgments */
    ListWriter(RowKind kind, RunFormat format, OutputStream out, IdIndex<?> users, IdIndex<?> items, String name) {
        this.kind = kind;
        this.format = format;
        this.out = new TextOut(out);
        this.users = new WrittenIds(format, users, "user");
        this.items = new WrittenIds(format, items, "item");
        this.name = name;
        this.tag = name.replaceAll("[\\s\\p{Cntrl}]+", "-").getBytes(StandardCharsets.UTF_8);
    }

    void start() throws IOException {
        if (format == RunFormat.CSV) {
            out.ascii(kind == RowKind.RUN ? "user,item,rank,score\n" : "user,item,gain\n");
        } else if (format == RunFormat.JSON) {
            out.ascii('{');
            if (kind == RowKind.RUN) {
                out.ascii("\"run\": ").bytes(WrittenIds.json(name)).ascii(", ");
            }
            out.ascii('"').ascii(kind.listsField()).ascii("\": [");
        }
    }

    /**
     * Writes one list.
     *
     * @param user a position
     * @param list positions, best first
     * @param values of the items
     */
    void list(int user, int[] list, double[] values) throws IOException {
        switch (format) {
            case TREC -> writeTrec(user, list, values);
            case CSV -> writeCsv(user, list, values);
            case JSON -> writeJson(user, list, values);
        }
        first = false;
    }

    void end() throws IOException {
        if (format == RunFormat.JSON) {
            out.ascii(first ? "]}\n" : "\n]}\n");
        }
        out.flush();
    }

    /** How many lists of a TREC run got other scores than they have. */
    int rescored() {
        return rescored;
    }

    private void writeTrec(int user, int[] list, double[] values) throws IOException {
        boolean strict = kind == RowKind.JUDGMENTS || descends(values);
        rescored += strict ? 0 : 1;
        for (int index = 0; index < list.length; index++) {
            out.bytes(users.at(user))
                    .ascii(kind == RowKind.RUN ? " Q0 " : " 0 ")
                    .bytes(items.at(list[index]));
            if (kind == RowKind.RUN) {
                out.ascii(' ').number(index + 1).ascii(' ');
                out.ascii(
                        strict
                                ? NumberOutput.toString((float) values[index], true)
                                : Integer.toString(list.length - index));
                out.ascii(' ').bytes(tag);
            } else {
                out.ascii(' ').number(wholeGain(user, list[index], values[index]));
            }
            out.ascii('\n');
        }
    }

    private double wholeGain(int user, int item, double gain) {
        if (gain != Math.rint(gain) || Math.abs(gain) > Integer.MAX_VALUE) {
            throw new DataException(
                    "judgment of user " + users.text(user) + " and item " + items.text(item),
                    "the gain " + gain + " is no whole number, as TREC files need it",
                    "write CSV or JSON, or judge by whole numbers");
        }
        return gain;
    }

    /** Whether scores have the same strict order after trec_eval has narrowed them to float. */
    private static boolean descends(double[] scores) {
        for (int i = 0; i < scores.length; i++) {
            float score = (float) scores[i];
            if (Float.isInfinite(score) || (i > 0 && !(score < (float) scores[i - 1]))) {
                return false;
            }
        }
        return true;
    }

    private void writeCsv(int user, int[] list, double[] values) throws IOException {
        for (int index = 0; index < list.length; index++) {
            out.bytes(users.at(user)).ascii(',').bytes(items.at(list[index])).ascii(',');
            if (kind == RowKind.RUN) {
                out.number(index + 1).ascii(',');
            }
            out.number(values[index]).ascii('\n');
        }
    }

    private void writeJson(int user, int[] list, double[] values) throws IOException {
        out.ascii(first ? "\n" : ",\n")
                .ascii("{\"user\": ")
                .bytes(users.at(user))
                .ascii(", \"items\": [");
        for (int index = 0; index < list.length; index++) {
            out.ascii(index == 0 ? "{\"item\": " : ", {\"item\": ").bytes(items.at(list[index]));
            out.ascii(", \"")
                    .ascii(kind.value())
                    .ascii("\": ")
                    .number(values[index])
                    .ascii('}');
        }
        out.ascii("]}");
    }
}
