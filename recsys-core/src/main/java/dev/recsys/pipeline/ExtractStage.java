package dev.recsys.pipeline;

import dev.recsys.DataException;
import dev.recsys.data.ItemCatalog;
import dev.recsys.event.EventLog;
import dev.recsys.event.EventSink;
import dev.recsys.event.EventSource;
import dev.recsys.event.IdType;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the events and the catalogue once; what comes later reads the artifacts. */
final class ExtractStage<U, I> implements StageWork<U, I> {

    private static final int ROWS_PER_BEAT = 1 << 16;

    @Override
    public Map<String, String> config(Run<U, I> run) {
        EventSource<U, I> source = run.pipeline().source();
        Map<String, String> config = new LinkedHashMap<>();
        config.put("source", source.name());
        config.put("userIds", source.users().name());
        config.put("itemIds", source.items().name());
        config.put("maxRejected", run.pipeline().config().maxRejected());
        return config;
    }

    @Override
    public StageResult run(Run<U, I> run) {
        EventSource<U, I> source = run.pipeline().source();
        EventLog<U, I> log = EventLog.read(
                new Beating<>(source, run), run.pipeline().config().rejectionLimit());
        if (log.size() == 0) {
            throw new DataException(
                    source.name(),
                    "there are no events",
                    "check the source: " + log.rejections().summary());
        }
        ItemCatalog<I> catalog = run.pipeline().catalog().get();
        return new StageResult()
                .input("source", source.name())
                .artifact(run.write(EventFile.NAME, (out, target) -> EventFile.write(log, out, target)))
                .artifact(run.write(CatalogFile.NAME, (out, target) -> CatalogFile.write(catalog, out, target)))
                .output("events", log.fingerprint())
                .count("events", log.size())
                .count("users", log.users().size())
                .count("items", log.items().size())
                .count("rejected", log.rejections().count())
                .count("duplicates", log.duplicates())
                .count("catalogItems", catalog.size());
    }

    /** The source, with a sign of life now and then. */
    private record Beating<U, I>(EventSource<U, I> source, Run<U, I> run) implements EventSource<U, I> {

        @Override
        public String name() {
            return source.name();
        }

        @Override
        public IdType<U> users() {
            return source.users();
        }

        @Override
        public IdType<I> items() {
            return source.items();
        }

        @Override
        public void forEach(EventSink<U, I> sink) {
            long[] rows = {0};
            source.forEach(row -> {
                sink.accept(row);
                if (++rows[0] % ROWS_PER_BEAT == 0) {
                    run.heartbeat().beat();
                    run.pipeline().context().cancellation().check("reading " + source.name());
                }
            });
        }
    }
}
