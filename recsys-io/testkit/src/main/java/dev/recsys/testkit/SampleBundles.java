package dev.recsys.testkit;

import dev.recsys.algorithm.Algorithms;
import dev.recsys.data.ItemCatalog;
import dev.recsys.event.EventLog;
import dev.recsys.event.EventLogBuilder;
import dev.recsys.event.IdType;
import dev.recsys.model.BundleFile;
import dev.recsys.model.ModelBundle;
import dev.recsys.popularity.Popularity;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.UUID;
import java.util.function.IntFunction;

/** Small bundles to save: popularity models, each with other numbers. */
final class SampleBundles {

    private SampleBundles() {}

    /** A bundle that differs from those of all other {@code variant}s, with a catalogue and a parent. */
    static ModelBundle<String, Integer> of(int variant) {
        ModelBundle<String, Integer> bundle = withIds(
                variant, IdType.STRING, user -> "user " + user + " \u00e4\u4e16", IdType.INT, item -> item * 7 - 20);
        return bundle.withCatalog(ItemCatalog.of(
                        IdType.INT,
                        List.of(ItemCatalog.Item.of(1)
                                .withTitle("Title \"" + variant + "\"\n\u00e9")
                                .withCategories(List.of("a", "b c")))))
                .withLineage(bundle.lineage().withParent("parent-v" + (variant + 1)));
    }

    static ModelBundle<Long, UUID> ofLongsAndUuids() {
        return withIds(3, IdType.LONG, user -> user * 10_000_000_000L - 5, IdType.UUID, item -> new UUID(item, -item));
    }

    private static <U, I> ModelBundle<U, I> withIds(
            int variant, IdType<U> users, IntFunction<U> user, IdType<I> items, IntFunction<I> item) {
        EventLogBuilder<U, I> log = EventLog.builder(users, items);
        for (int u = 0; u < 5 + variant; u++) {
            for (int i = 0; i <= u; i++) {
                log.add(user.apply(u), item.apply(i));
            }
        }
        return Popularity.byUsers().train(log.build());
    }

    /** The bundle's file; equal bytes mean equal bundles to the last bit. */
    static byte[] bytes(ModelBundle<?, ?> bundle) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new BundleFile(Algorithms.builtIn()).write(bundle, out, "memory");
        return out.toByteArray();
    }
}
