package dev.recsys.model;

import dev.recsys.FormatException;
import dev.recsys.FormatException.Reason;
import dev.recsys.Stable;
import dev.recsys.data.DataShape;
import dev.recsys.event.IdType;
import dev.recsys.format.SectionInput;
import dev.recsys.format.SectionedReader;
import dev.recsys.format.SectionedWriter;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The file of a {@link ModelBundle}: one stream, read and written front to back. Byte by byte:
 * docs/formats/model-bundle.md. Loading needs the memory of the bundle plus one 64 KiB frame.
 *
 * <p>Immutable, thread-safe.
 */
@Stable
public final class BundleFile {

    /** The 8 characters a bundle starts with. */
    public static final String MAGIC = "RECSYSMB";

    /** The version this release writes. */
    public static final int VERSION = 1;

    /** The oldest version this release reads. */
    public static final int OLDEST_VERSION = 1;

    private final ModelCodecs codecs;

    /**
     * Reads and writes models of the algorithms whose codecs are given.
     *
     * @param codecs usually an {@code Algorithms}
     */
    public BundleFile(ModelCodecs codecs) {
        this.codecs = codecs;
    }

    /**
     * Writes a bundle. The same bundle always gives the same bytes.
     *
     * @param out where to; not closed
     * @param target a name for messages
     * @throws dev.recsys.StoreException if writing fails
     * @throws FormatException if the algorithm has no codec here
     */
    public void write(ModelBundle<?, ?> bundle, OutputStream out, String target) {
        ModelCodec<?> codec = codecOf(bundle.info().algorithm(), target);
        SectionedWriter writer = new SectionedWriter(out, target, MAGIC, VERSION);
        for (BundleSection section : BundleSection.values()) {
            if (section.isIn(bundle)) {
                writer.section(section.id(), section.isRequired(), section.content(bundle));
            }
        }
        writeModel(codec, bundle.model(), writer);
        writer.finish();
    }

    private static <M extends Model> void writeModel(ModelCodec<M> codec, Model model, SectionedWriter writer) {
        @SuppressWarnings("unchecked") // the codec was found by the name of the algorithm that made the model
        M typed = (M) model;
        writer.section("model", true, out -> {
            out.writeInt(codec.version());
            codec.write(typed, out);
        });
    }

    /**
     * Reads a bundle.
     *
     * @param in where from; not closed
     * @param source a name for messages
     * @param size how many bytes there are
     * @param users the type the user ids were saved with
     * @param items the type the item ids were saved with
     * @throws FormatException if the bytes are corrupt, end early, are too old or too new, or hold ids of another type
     * @throws dev.recsys.StoreException if reading fails
     */
    public <U, I> ModelBundle<U, I> read(InputStream in, String source, long size, IdType<U> users, IdType<I> items) {
        SectionedReader reader = new SectionedReader(in, source, MAGIC, OLDEST_VERSION, VERSION, size);
        BundleParts<U, I> parts = new BundleParts<>(users, items);
        java.util.Optional<SectionInput> section = reader.next();
        while (section.isPresent()) {
            readSection(section.get(), reader, parts);
            section = reader.next();
        }
        return parts.toBundle(reader);
    }

    /**
     * Reads what a bundle says of its model without loading it.
     *
     * @param in where from; not closed
     */
    public ModelInfo readInfo(InputStream in, String source, long size) {
        SectionedReader reader = new SectionedReader(in, source, MAGIC, OLDEST_VERSION, VERSION, size);
        SectionInput first = reader.next().orElseThrow(() -> noInfo(source));
        if (!first.id().equals(BundleSection.INFO.id())) {
            throw noInfo(source);
        }
        return readInfo(first);
    }

    private static FormatException noInfo(String source) {
        return new FormatException(
                Reason.CORRUPT, source + ": the file is corrupt: it does not start with section 'info'");
    }

    private void readSection(SectionInput in, SectionedReader reader, BundleParts<?, ?> parts) {
        if (in.id().equals("model")) {
            ModelInfo info = parts.info(reader);
            ModelCodec<?> codec = codecOf(info.algorithm(), reader.source());
            int version = in.readInt();
            if (version < 1 || version > codec.version()) {
                throw new FormatException(
                        version < 1 ? Reason.CORRUPT : Reason.TOO_NEW,
                        reader.source() + ": the model of " + info.algorithm() + " has version " + version
                                + " but this release reads 1 to " + codec.version() + "; upgrade recsys");
            }
            parts.model(codec.read(info, version, in), in);
            return;
        }
        Stream.of(BundleSection.values())
                .filter(known -> known.id().equals(in.id()))
                .findFirst()
                .ifPresentOrElse(known -> parts.read(known, in), () -> reader.skipUnknown(in));
    }

    static ModelInfo readInfo(SectionInput in) {
        String algorithm = in.readString();
        Map<String, String> config = in.readStrings();
        DataShape shape = DataShape.of(
                in.readInt(0, Integer.MAX_VALUE, "users"), in.readInt(0, Integer.MAX_VALUE, "items"), entries(in));
        return ModelInfo.restored(algorithm, config, shape, in.readString());
    }

    private static long entries(SectionInput in) {
        long entries = in.readLong();
        if (entries < 0) {
            throw in.corrupt("the number of entries is negative");
        }
        return entries;
    }

    private ModelCodec<?> codecOf(String algorithm, String place) {
        return codecs.codec(algorithm)
                .orElseThrow(() -> new FormatException(
                        Reason.UNKNOWN_ALGORITHM,
                        place + ": the model was made by algorithm '" + algorithm
                                + "', which is not among the algorithms given; add it with Algorithms.with(...)"));
    }

    /** The ids of all sections, for the documentation's test. */
    static String sectionIds() {
        return Stream.of(BundleSection.values()).map(BundleSection::id).collect(Collectors.joining(", ")) + ", model";
    }
}
