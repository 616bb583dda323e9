package dev.recsys.eval.split;

import dev.recsys.DataException;
import dev.recsys.Experimental;
import dev.recsys.FormatException;
import dev.recsys.FormatException.Reason;
import dev.recsys.StoreException;
import dev.recsys.eval.output.WholeFile;
import dev.recsys.event.EventLog;
import dev.recsys.format.SectionInput;
import dev.recsys.format.SectionOutput;
import dev.recsys.format.SectionedReader;
import dev.recsys.format.SectionedWriter;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Splits in a file, without the events: the fingerprint of the log and the part of each row, two bits per event for each split.
 * Saved where they were made, they are made again, to the event, from the same log anywhere; another log is refused. Byte by
 * byte: docs/formats/split-file.md.
 *
 * <p>Immutable, thread-safe. Reading and writing cost O(log size), most of it for fingerprints.
 */
@Experimental
public final class SavedSplits implements SplitPlan {

    private static final String MAGIC = "RECSYSSP";
    private static final int VERSION = 1;

    private final Path file;

    private SavedSplits(Path file) {
        this.file = file;
    }

    /** A file that is there, or that {@link #save} is going to write. */
    public static SavedSplits of(Path file) {
        return new SavedSplits(file);
    }

    /** Where they are. */
    public Path file() {
        return file;
    }

    /**
     * Writes splits, replacing an earlier file in one step.
     *
     * @param splits at least one, all of one log
     * @throws StoreException if writing fails; an earlier file is as it was then
     */
    public <U, I> void save(List<Split<U, I>> splits) {
        if (splits.isEmpty()) {
            throw new IllegalArgumentException("there must be at least one split");
        }
        EventLog<U, I> log = splits.get(0).log();
        for (Split<U, I> split : splits) {
            if (split.log() != log && !split.log().fingerprint().equals(log.fingerprint())) {
                throw new IllegalArgumentException("splits of one file must be of the same log");
            }
        }
        List<Split<U, I>> all = List.copyOf(splits);
        WholeFile.writePlain(file, out -> {
            SectionedWriter writer = new SectionedWriter(out, file.toString(), MAGIC, VERSION);
            writer.section("log", true, section -> {
                section.writeString(log.fingerprint());
                section.writeInt(log.size());
                section.writeInt(all.size());
            });
            for (Split<U, I> split : all) {
                String fingerprint = split.fingerprint();
                writer.section("split", true, section -> {
                    section.writeString(fingerprint);
                    write(split, section);
                    section.writeByte(split.validation().isPresent() ? 1 : 0);
                    split.validation().ifPresent(validation -> write(validation, section));
                });
            }
            writer.finish();
        });
    }

    private static void write(Split<?, ?> split, SectionOutput out) {
        out.writeString(split.description());
        byte[] codes = split.codes();
        byte[] packed = new byte[PartCodes.BLOCK / 4];
        for (int from = 0; from < codes.length; from += PartCodes.BLOCK) {
            int rows = Math.min(PartCodes.BLOCK, codes.length - from);
            out.writeBytes(packed, 0, PartCodes.pack(codes, from, rows, packed));
        }
    }

    /**
     * Reads the splits.
     *
     * @throws DataException if they are of another log; the message has both fingerprints
     * @throws FormatException if the file is not one of splits, or is damaged
     * @throws StoreException if reading fails
     */
    @Override
    public <U, I> List<Split<U, I>> splits(EventLog<U, I> log) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return read(new SectionedReader(in, file.toString(), MAGIC, VERSION, VERSION, Files.size(file)), log);
        } catch (IOException e) {
            throw StoreException.retryable("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private <U, I> List<Split<U, I>> read(SectionedReader reader, EventLog<U, I> log) {
        SectionInput head = next(reader, "log");
        String fingerprint = head.readString();
        int rows = head.readInt(0, Integer.MAX_VALUE - 8, "the number of events");
        int count = head.readInt(1, Integer.MAX_VALUE - 8, "the number of splits");
        requireEnd(head);
        if (rows != log.size() || !fingerprint.equals(log.fingerprint())) {
            throw new DataException(
                    file.toString(),
                    "it has splits of the log with fingerprint " + fingerprint + " (" + rows + " events), but this log"
                            + " has " + log.fingerprint() + " (" + log.size() + " events)",
                    "give the log that was split, or split this one");
        }
        List<Split<U, I>> splits = new ArrayList<>(); // grows with what is in the file, not with what it says
        for (int i = 0; i < count; i++) {
            splits.add(readSplit(next(reader, "split"), log));
        }
        Optional<SectionInput> more = reader.next();
        while (more.isPresent()) {
            reader.skipUnknown(more.get());
            more = reader.next();
        }
        return List.copyOf(splits);
    }

    private static <U, I> Split<U, I> readSplit(SectionInput in, EventLog<U, I> log) {
        String fingerprint = in.readString();
        Split<U, I> split = readParts(in, log);
        if (in.readByte() != 0) {
            split = split.withValidation(readParts(in, log));
        }
        requireEnd(in);
        if (!split.fingerprint().equals(fingerprint)) {
            throw in.corrupt("the parts have fingerprint " + split.fingerprint() + " but should have " + fingerprint);
        }
        return split;
    }

    private static <U, I> Split<U, I> readParts(SectionInput in, EventLog<U, I> log) {
        String description = in.readString();
        if (in.remaining() < PartCodes.bytes(log.size())) {
            throw in.corrupt("the parts of " + log.size() + " events need more than " + in.remaining() + " bytes");
        }
        byte[] codes = new byte[log.size()];
        byte[] packed = new byte[PartCodes.BLOCK / 4];
        for (int from = 0; from < codes.length; from += PartCodes.BLOCK) {
            int rows = Math.min(PartCodes.BLOCK, codes.length - from);
            in.readBytes(packed, 0, PartCodes.bytes(rows));
            PartCodes.unpack(packed, codes, from, rows);
        }
        try {
            return Split.ofCodes(log, codes, description);
        } catch (DataException e) {
            throw in.corrupt(e.rule());
        }
    }

    private SectionInput next(SectionedReader reader, String id) {
        Optional<SectionInput> section = reader.next();
        if (section.isEmpty() || !section.get().id().equals(id)) {
            throw new FormatException(
                    Reason.CORRUPT,
                    file + ": the file is corrupt: section '" + id
                            + "' is not where it should be; split the events again");
        }
        return section.get();
    }

    private static void requireEnd(SectionInput in) {
        if (in.remaining() > 0) {
            throw in.corrupt(in.remaining() + " bytes follow its content");
        }
    }

    @Override
    public String description() {
        return "the splits saved in " + file;
    }

    @Override
    public String toString() {
        return description();
    }
}
