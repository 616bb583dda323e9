package dev.recsys.io.files;

import static dev.recsys.event.IdType.INT;
import static dev.recsys.event.IdType.STRING;

import dev.recsys.data.ItemCatalog;
import dev.recsys.event.EventLog;
import dev.recsys.event.EventLogBuilder;
import dev.recsys.model.ModelBundle;
import dev.recsys.popularity.Popularity;
import java.util.List;

/** Small models to be stored. */
final class Bundles {

    private Bundles() {}

    /** A model of this many users, each with two of ten items. */
    static ModelBundle<String, Integer> ofUsers(int users) {
        EventLogBuilder<String, Integer> log = EventLog.builder(STRING, INT);
        for (int u = 0; u < users; u++) {
            log.add("user" + u, u % 10).add("user" + u, (u + 3) % 10);
        }
        return Popularity.byUsers()
                .train(log.build())
                .withCatalog(ItemCatalog.of(INT, List.of(ItemCatalog.Item.of(3).withTitle("Three"))));
    }
}
