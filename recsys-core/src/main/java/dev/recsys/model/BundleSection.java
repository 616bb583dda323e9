package dev.recsys.model;

import dev.recsys.data.ItemCatalog;
import dev.recsys.data.SeenByOthers;
import dev.recsys.format.SectionContent;
import dev.recsys.format.SectionOutput;
import java.time.Instant;

/** The sections of a bundle file beside the model itself, in the order they are written. */
enum BundleSection {
    INFO("info", true),
    USERS("users", true),
    ITEMS("items", true),
    SEEN("seen", true),
    SEEN_BY_OTHERS("seen-by-others", false),
    HISTORIES("histories", false),
    POPULARITY("popularity", true),
    WEIGHTING("weighting", true),
    CATALOG("catalog", false),
    CATALOG_ATTRIBUTES("catalog-attributes", false),
    LINEAGE("lineage", false);

    private final String id;
    private final boolean required;

    BundleSection(String id, boolean required) {
        this.id = id;
        this.required = required;
    }

    String id() {
        return id;
    }

    boolean isRequired() {
        return required;
    }

    /** Whether the bundle has anything to write here. */
    boolean isIn(ModelBundle<?, ?> bundle) {
        return switch (this) {
            case HISTORIES -> bundle.histories().isPresent();
            case CATALOG_ATTRIBUTES ->
                bundle.catalog().items().stream()
                        .anyMatch(item -> !item.attributes().isEmpty());
            default -> true;
        };
    }

    SectionContent content(ModelBundle<?, ?> bundle) {
        return switch (this) {
            case INFO -> out -> writeInfo(bundle.info(), out);
            case USERS -> out -> out.writeIds(bundle.users());
            case ITEMS -> out -> out.writeIds(bundle.items());
            case SEEN -> out -> out.writeSparse(bundle.seen().toMatrix());
            case SEEN_BY_OTHERS -> out -> writeSeenByOthers(bundle.seenByOthers(), out);
            case HISTORIES -> out -> bundle.histories().ifPresent(out::writeSparse);
            case POPULARITY -> out -> writePopularity(bundle, out);
            case WEIGHTING -> out -> out.writeWeighting(bundle.weighting());
            case CATALOG -> out -> writeCatalog(bundle.catalog(), out);
            case CATALOG_ATTRIBUTES -> out -> writeAttributes(bundle.catalog(), out);
            case LINEAGE -> out -> writeLineage(bundle.lineage(), out);
        };
    }

    private static void writeInfo(ModelInfo info, SectionOutput out) {
        out.writeString(info.algorithm());
        out.writeStrings(info.config());
        out.writeInt(info.users());
        out.writeInt(info.items());
        out.writeLong(info.shape().entries());
        out.writeString(info.platform());
    }

    private static void writeSeenByOthers(SeenByOthers<?> others, SectionOutput out) {
        out.writeIds(others.users());
        out.writeSparse(others.seen().toMatrix());
    }

    private static void writePopularity(ModelBundle<?, ?> bundle, SectionOutput out) {
        out.writeInt(bundle.items().size());
        for (int item = 0; item < bundle.items().size(); item++) {
            out.writeInt(bundle.popularity(item));
        }
    }

    private static <I> void writeCatalog(ItemCatalog<I> catalog, SectionOutput out) {
        out.writeInt(catalog.size());
        for (ItemCatalog.Item<I> item : catalog.items()) {
            byte[] id = catalog.type().toBytes(item.id());
            out.writeInt(id.length);
            out.writeBytes(id, 0, id.length);
            out.writeString(item.title().orElse(""));
            out.writeInt(item.categories().size());
            item.categories().forEach(out::writeString);
            writeInstant(item.validFrom(), out);
            writeInstant(item.validUntil(), out);
        }
    }

    private static void writeAttributes(ItemCatalog<?> catalog, SectionOutput out) {
        out.writeInt(catalog.size());
        catalog.items().forEach(item -> out.writeStrings(item.attributes()));
    }

    private static void writeInstant(Instant instant, SectionOutput out) {
        out.writeLong(instant.getEpochSecond());
        out.writeInt(instant.getNano());
    }

    private static void writeLineage(Lineage lineage, SectionOutput out) {
        out.writeString(lineage.dataFingerprint());
        out.writeStrings(lineage.featureConfig());
        out.writeString(lineage.parent().orElse(""));
        out.writeString(lineage.asOf().map(Instant::toString).orElse(""));
    }
}
