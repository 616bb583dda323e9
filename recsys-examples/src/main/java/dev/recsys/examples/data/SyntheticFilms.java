package dev.recsys.examples.data;

import dev.recsys.Experimental;
import dev.recsys.data.ItemCatalog;
import dev.recsys.event.EventRow;
import dev.recsys.event.EventSink;
import dev.recsys.event.EventSource;
import dev.recsys.event.IdType;
import java.util.List;

/**
 * Films that do not exist and people who watch them: a seeded world with what real data has. A few films are seen by
 * nearly everybody (Zipf), a few people watch a lot, everybody prefers some categories and, within them, some styles that
 * no column names; films come out and people join over one year, with growth.
 *
 * <p>The same settings give the same events and the same catalogue. Immutable, thread-safe; everything is made when the
 * world is, in O(users x items) time.
 */
@Experimental
public final class SyntheticFilms {

    /** The type of the events. */
    public static final String WATCH = "watch";

    private final List<Film> films;
    private final List<Watch> watches;
    private final String name;

    private SyntheticFilms(List<Film> films, List<Watch> watches, String name) {
        this.films = films;
        this.watches = watches;
        this.name = name;
    }

    /**
     * A world.
     *
     * @param users how many people, at least 1; their ids are 1 to {@code users}
     * @param items how many films, at least 10; their ids are 1 to {@code items}
     * @param seed decides everything else
     */
    public static SyntheticFilms of(int users, int items, long seed) {
        if (users < 1 || items < 10) {
            throw new IllegalArgumentException(
                    "users must be at least 1 and items at least 10 but were " + users + " and " + items);
        }
        List<Film> films = Film.makeUp(items, seed);
        return new SyntheticFilms(films, Watch.makeUp(films, users, seed), "films-" + users + "x" + items + "-" + seed);
    }

    /** Who watched what, and when. Weights are 1. */
    public EventSource<Integer, Integer> events() {
        return new Watches();
    }

    /** The films, by id, with their titles and categories. */
    public ItemCatalog<Integer> catalog() {
        return ItemCatalog.of(IdType.INT, films.stream().map(Film::toItem).toList());
    }

    private final class Watches implements EventSource<Integer, Integer> {

        @Override
        public String name() {
            return name;
        }

        @Override
        public IdType<Integer> users() {
            return IdType.INT;
        }

        @Override
        public IdType<Integer> items() {
            return IdType.INT;
        }

        @Override
        public void forEach(EventSink<Integer, Integer> sink) {
            EventRow<Integer, Integer> row = new EventRow<>(IdType.INT, IdType.INT);
            for (int i = 0; i < watches.size(); i++) {
                Watch watch = watches.get(i);
                row.start(i + 1L);
                row.user().setLong(watch.user());
                row.item().setLong(watch.film());
                row.setType(WATCH);
                row.setTime(watch.time());
                sink.accept(row);
            }
        }
    }
}
