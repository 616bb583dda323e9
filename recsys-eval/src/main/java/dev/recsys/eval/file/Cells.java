package dev.recsys.eval.file;

import dev.recsys.DataException;
import java.util.Arrays;

/** Turns the cells of a row into ids and numbers, and says where one breaks a rule. Not thread-safe. */
final class Cells<U, I> {

    private final TextIds<U> users;
    private final TextIds<I> items;
    private final ByteLines lines;

    Cells(TextIds<U> users, TextIds<I> items, ByteLines lines) {
        this.users = users;
        this.items = items;
        this.lines = lines;
    }

    U user(byte[] bytes, int from, int to, int column) {
        return id(users, bytes, from, to, column, "user");
    }

    I item(byte[] bytes, int from, int to, int column) {
        return id(items, bytes, from, to, column, "item");
    }

    private <T> T id(TextIds<T> ids, byte[] bytes, int from, int to, int column, String name) {
        try {
            return ids.id(bytes, from, to);
        } catch (IllegalArgumentException e) {
            throw new DataException(
                    place(column, name), String.valueOf(e.getMessage()), "correct the id, or choose another id type", e);
        }
    }

    /** A number that must be finite. */
    double number(byte[] bytes, int from, int to, int column, String name) {
        double value;
        try {
            value = DecimalBytes.parse(bytes, from, to);
        } catch (NumberFormatException e) {
            throw new DataException(
                    place(column, name), shown(bytes, from, to) + " is not a number", "write a decimal number", e);
        }
        if (!Double.isFinite(value)) {
            throw new DataException(
                    place(column, name),
                    "a " + name + " must be finite but is " + shown(bytes, from, to),
                    "write a finite number, or leave the row out");
        }
        return value;
    }

    /** A place in a list, from 1. */
    int rank(byte[] bytes, int from, int to, int column) {
        double rank = number(bytes, from, to, column, "rank");
        if (rank < 1 || rank > Integer.MAX_VALUE || rank != Math.rint(rank)) {
            throw new DataException(
                    place(column, "rank"),
                    "a rank must be a whole number from 1 but is " + shown(bytes, from, to),
                    "count places from 1 for the best");
        }
        return (int) rank;
    }

    private static String shown(byte[] bytes, int from, int to) {
        return new Shown(Arrays.copyOfRange(bytes, from, to)).toString();
    }

    String place(int column, String name) {
        return lines.place() + ", column " + column + " (" + name + ")";
    }

    /** Hands a row on; what the receiver finds wrong is told with the line. */
    void add(RowSink<U, I> sink, U user, I item, double value, int rank) {
        try {
            sink.add(user, item, value, rank);
        } catch (DataException e) {
            throw new DataException(lines.place(), e.rule(), e.remedy(), e);
        }
    }
}
