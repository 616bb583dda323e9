package dev.recsys.eval;

import dev.recsys.DataException;
import dev.recsys.Stable;
import dev.recsys.StoreException;
import dev.recsys.event.IdType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * Reads the files of negatives of the NCF authors: a line for each test case, {@code (user,item)} and then the negative
 * items, separated by tabs. Files may be gzipped; whether one is shows by its first bytes. UTF-8.
 *
 * <p>Source: He et al., Neural collaborative filtering, WWW 2017, {@code *.test.negative} of its repository.
 */
@Stable
public final class NcfNegatives {

    private static final String FORMAT = "write (user,item), a tab, and the negative items separated by tabs";

    private NcfNegatives() {}

    /**
     * Reads a file.
     *
     * @throws DataException if there is no such file, or a line is broken; the message names it
     * @throws StoreException if reading fails
     */
    public static <U, I> CandidateCases<U, I> read(Path file, IdType<U> users, IdType<I> items) {
        CandidateCases.Builder<U, I> cases = CandidateCases.builder(users, items);
        try (BufferedReader reader = open(file)) {
            int number = 0;
            String line;
            while ((line = reader.readLine()) != null) {
                number++;
                if (!line.isBlank()) {
                    addLine(cases, line, file + ":" + number, users, items);
                }
            }
            if (number == 0) {
                throw new DataException(file.toString(), "the file is empty", FORMAT);
            }
        } catch (NoSuchFileException e) {
            throw new DataException(file.toString(), "there is no such file", "check the path", e);
        } catch (CharacterCodingException e) {
            throw new DataException(file.toString(), "the file is not UTF-8", "convert it to UTF-8", e);
        } catch (IOException e) {
            throw StoreException.permanent(file + ": cannot be read: " + e.getMessage(), e);
        }
        return cases.build();
    }

    private static BufferedReader open(Path file) throws IOException {
        PushbackInputStream in = new PushbackInputStream(Files.newInputStream(file), 2);
        try {
            byte[] start = in.readNBytes(2);
            in.unread(start);
            boolean gzipped = start.length == 2 && (start[0] & 0xff) == 0x1f && (start[1] & 0xff) == 0x8b;
            InputStream content = gzipped ? new GZIPInputStream(in) : in;
            return new BufferedReader(new InputStreamReader(content, StandardCharsets.UTF_8.newDecoder()));
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    private static <U, I> void addLine(
            CandidateCases.Builder<U, I> cases, String line, String place, IdType<U> users, IdType<I> items) {
        String[] cells = line.split("\t", -1);
        String pair = cells[0].strip();
        int comma = pair.indexOf(',');
        if (!pair.startsWith("(") || !pair.endsWith(")") || comma < 0 || comma != pair.lastIndexOf(',')) {
            throw new DataException(place, "the first column must be (user,item) but was '" + pair + "'", FORMAT);
        }
        U user = parse(users, pair.substring(1, comma), place, 1);
        I positive = parse(items, pair.substring(comma + 1, pair.length() - 1), place, 1);
        List<I> negatives = new ArrayList<>(cells.length - 1);
        for (int c = 1; c < cells.length; c++) {
            negatives.add(parse(items, cells[c], place, c + 1));
        }
        if (negatives.isEmpty()) {
            throw new DataException(place, "there is no negative item", FORMAT);
        }
        cases.add(user, positive, negatives);
    }

    private static <T> T parse(IdType<T> type, String cell, String place, int column) {
        String text = cell.strip();
        try {
            if (text.isEmpty()) {
                throw new IllegalArgumentException("it is empty");
            }
            return type.parse(text);
        } catch (IllegalArgumentException e) {
            throw new DataException(
                    place + ", column " + column,
                    "'" + text + "' is not an id of type " + type + ": " + e.getMessage(),
                    "correct it, or choose another id type",
                    e);
        }
    }
}
