package dev.recsys.model;

import dev.recsys.FormatException;
import dev.recsys.data.FittedWeighting;
import dev.recsys.data.ItemCatalog;
import dev.recsys.data.SeenByOthers;
import dev.recsys.data.SeenItems;
import dev.recsys.data.SparseMatrix;
import dev.recsys.data.Weighting;
import dev.recsys.event.IdIndex;
import dev.recsys.event.IdType;
import dev.recsys.format.SectionInput;
import dev.recsys.format.SectionedReader;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gathers the sections of a bundle file until the bundle is whole. */
final class BundleParts<U, I> {

    private static final String TWICE = "it comes twice";

    private final Set<BundleSection> done = EnumSet.noneOf(BundleSection.class);
    private final IdType<U> userType;
    private final IdType<I> itemType;
    private @Nullable ModelInfo info;
    private @Nullable Model model;
    private @Nullable IdIndex<U> users;
    private @Nullable IdIndex<I> items;
    private @Nullable SeenItems seen;
    private @Nullable SeenByOthers<U> seenByOthers;
    private Optional<SparseMatrix> histories = Optional.empty();
    private int @Nullable [] popularity;
    private @Nullable FittedWeighting weighting;
    private ItemCatalog<I> catalog;
    private List<Map<String, String>> attributes = List.of(); // of the items of the catalogue; none if not written
    private Lineage lineage = Lineage.of("", Map.of());

    BundleParts(IdType<U> userType, IdType<I> itemType) {
        this.userType = userType;
        this.itemType = itemType;
        this.catalog = ItemCatalog.empty(itemType);
    }

    void read(BundleSection section, SectionInput in) {
        if (!done.add(section)) {
            throw in.corrupt(TWICE);
        }
        switch (section) {
            case INFO -> info = BundleFile.readInfo(in);
            case USERS -> users = in.readIds(userType);
            case ITEMS -> items = in.readIds(itemType);
            case SEEN -> seen = SeenItems.of(in.readSparse());
            case SEEN_BY_OTHERS -> seenByOthers = readSeenByOthers(in);
            case HISTORIES -> histories = Optional.of(in.readSparse());
            case POPULARITY -> popularity = in.readIntArray();
            case WEIGHTING -> weighting = in.readWeighting();
            case CATALOG -> catalog = readCatalog(in);
            case CATALOG_ATTRIBUTES -> attributes = readAttributes(in);
            case LINEAGE -> lineage = readLineage(in);
        }
        requireEnd(in);
    }

    void model(Model newModel, SectionInput in) {
        if (model != null) {
            throw in.corrupt(TWICE);
        }
        requireEnd(in);
        model = newModel;
    }

    private static void requireEnd(SectionInput in) {
        if (in.remaining() > 0) {
            throw in.corrupt(in.remaining() + " bytes follow its content");
        }
    }

    ModelInfo info(SectionedReader reader) {
        return present(info, "info", reader);
    }

    ModelBundle<U, I> toBundle(SectionedReader reader) {
        Model readModel = present(model, "model", reader);
        IdIndex<U> readUsers = present(users, "users", reader);
        IdIndex<I> readItems = present(items, "items", reader);
        SeenItems readSeen = present(seen, "seen", reader);
        int[] readPopularity = present(popularity, "popularity", reader);
        FittedWeighting readWeighting = present(weighting, "weighting", reader);
        if (readSeen.users() != readUsers.size()
                || readSeen.items() != readItems.size()
                || readPopularity.length != readItems.size()
                || (readWeighting.kind() == Weighting.BM25 && readWeighting.idf().length != readItems.size())) {
            throw corrupt("its sections disagree on the number of users or items", reader);
        }
        SeenByOthers<U> others = seenByOthers == null ? SeenByOthers.nobody(userType, readItems.size()) : seenByOthers;
        if (others.seen().items() != readItems.size()) {
            throw corrupt("section 'seen-by-others' does not fit the number of items", reader);
        }
        if (histories
                .filter(matrix -> matrix.rows() != readUsers.size() || matrix.columns() != readItems.size())
                .isPresent()) {
            throw corrupt("section 'histories' does not fit the number of users and items", reader);
        }
        try {
            return ModelBundle.restored(
                    readModel,
                    readUsers,
                    readItems,
                    readSeen,
                    others,
                    histories,
                    readPopularity,
                    readWeighting,
                    describedCatalog(reader),
                    lineage);
        } catch (IllegalArgumentException e) {
            throw corrupt(String.valueOf(e.getMessage()), reader);
        }
    }

    private static <T> T present(@Nullable T part, String name, SectionedReader reader) {
        if (part == null) {
            throw corrupt("section '" + name + "' is missing or comes too late", reader);
        }
        return part;
    }

    private static FormatException corrupt(String what, SectionedReader reader) {
        return new FormatException(
                FormatException.Reason.CORRUPT, reader.source() + ": the file is corrupt: " + what + "; train again");
    }

    private SeenByOthers<U> readSeenByOthers(SectionInput in) {
        IdIndex<U> others = in.readIds(userType);
        SeenItems theirs = SeenItems.of(in.readSparse());
        if (theirs.users() != others.size()) {
            throw in.corrupt("it has " + others.size() + " users but what " + theirs.users() + " have seen");
        }
        return SeenByOthers.of(others, theirs);
    }

    private ItemCatalog<I> readCatalog(SectionInput in) {
        int size = in.readInt(0, Integer.MAX_VALUE - 8, "the size of the catalogue");
        List<ItemCatalog.Item<I>> entries = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            I id = readItemId(in, i);
            String title = in.readString();
            int count = in.readInt(0, 1 << 20, "the number of categories");
            List<String> categories = new ArrayList<>();
            for (int c = 0; c < count; c++) {
                categories.add(in.readString());
            }
            entries.add(ItemCatalog.Item.of(id)
                    .withTitle(title)
                    .withCategories(categories)
                    .withValidFrom(readInstant(in))
                    .withValidUntil(readInstant(in)));
        }
        return ItemCatalog.of(itemType, entries);
    }

    private static List<Map<String, String>> readAttributes(SectionInput in) {
        int size = in.readInt(0, Integer.MAX_VALUE - 8, "the size of the catalogue");
        List<Map<String, String>> read = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            read.add(in.readStrings());
        }
        return read;
    }

    private ItemCatalog<I> describedCatalog(SectionedReader reader) {
        if (attributes.isEmpty() || !done.contains(BundleSection.CATALOG)) {
            return catalog;
        }
        if (attributes.size() != catalog.size()) {
            throw corrupt("section 'catalog-attributes' does not fit the size of the catalogue", reader);
        }
        List<ItemCatalog.Item<I>> entries = new ArrayList<>();
        for (int i = 0; i < attributes.size(); i++) {
            entries.add(catalog.items().get(i).withAttributes(attributes.get(i)));
        }
        return ItemCatalog.of(itemType, entries);
    }

    private I readItemId(SectionInput in, int index) {
        byte[] bytes = new byte[in.readInt(1, IdType.MAX_BYTES, "the length of an id")];
        in.readBytes(bytes, 0, bytes.length);
        try {
            I id = itemType.fromBytes(bytes);
            if (Arrays.equals(itemType.toBytes(id), bytes)) {
                return id;
            }
        } catch (RuntimeException e) { // the host's own id type may fail in any way
            throw in.corrupt("item " + index + " has an id that is not a " + itemType + ": " + e.getMessage());
        }
        throw in.corrupt("item " + index + " has an id that is not a " + itemType);
    }

    private static Instant readInstant(SectionInput in) {
        long second = in.readLong();
        int nano = in.readInt(0, 999_999_999, "the nanoseconds of a time");
        try {
            return Instant.ofEpochSecond(second, nano);
        } catch (DateTimeException e) {
            throw in.corrupt(String.valueOf(e.getMessage()));
        }
    }

    private static Lineage readLineage(SectionInput in) {
        Lineage read = Lineage.of(in.readString(), in.readStrings());
        String parent = in.readString();
        String asOf = in.readString();
        read = parent.isEmpty() ? read : read.withParent(parent);
        try {
            return asOf.isEmpty() ? read : read.withAsOf(Instant.parse(asOf));
        } catch (DateTimeException e) {
            throw in.corrupt(String.valueOf(e.getMessage()));
        }
    }
}
