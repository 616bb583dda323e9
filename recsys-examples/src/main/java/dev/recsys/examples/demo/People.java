package dev.recsys.examples.demo;

import dev.recsys.data.ItemCatalog;
import dev.recsys.event.EventLog;
import dev.recsys.examples.report.TextTable;
import dev.recsys.recommend.Recommendation;
import dev.recsys.store.PublishedList;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

/** A few people of a log: what they liked, and what is recommended to them, by title. */
final class People<U, I> {

    private static final int COUNT = 3;
    private static final int FEWEST = 8;
    private static final int MOST = 60;
    private static final int SHOWN = 5;

    private final EventLog<U, I> log;
    private final ItemCatalog<I> catalog;
    private final boolean ratings;

    People(EventLog<U, I> log, ItemCatalog<I> catalog, boolean ratings) {
        this.log = log;
        this.catalog = catalog;
        this.ratings = ratings;
    }

    /** Users spread over the log, with neither very few nor very many events where there are such. */
    List<U> choose() {
        int users = log.users().size();
        Set<Integer> chosen = new HashSet<>();
        List<U> ids = new ArrayList<>();
        for (int i = 0; i < Math.min(COUNT, users); i++) {
            int start = (int) ((long) users * (2 * i + 1) / (2 * COUNT));
            int user = IntStream.range(0, users)
                    .map(step -> (start + step) % users)
                    .filter(candidate -> !chosen.contains(candidate) && isTypical(candidate))
                    .findFirst()
                    .orElse(start);
            if (chosen.add(user)) {
                ids.add(log.users().id(user));
            }
        }
        return ids;
    }

    private boolean isTypical(int user) {
        int events = log.firstRow(user + 1) - log.firstRow(user);
        return events >= FEWEST && events <= MOST;
    }

    /** What the user liked best or last, and the list that was published. */
    void print(U user, PublishedList<I> list, PrintWriter out, String indent) {
        int position = log.users().positionOf(user);
        List<Integer> rows = IntStream.range(log.firstRow(position), log.firstRow(position + 1))
                .boxed()
                .sorted(bestFirst())
                .toList();
        out.println(indent + "User " + user + (ratings ? " rated " : " watched ") + rows.size() + " films, "
                + (ratings ? "best" : "last") + " of all");
        for (int row : rows.subList(0, Math.min(SHOWN, rows.size()))) {
            I item = log.items().id(log.item(row));
            String stars = ratings ? String.format(Locale.ROOT, "%.1f  ", log.weight(row)) : "";
            out.println(indent + "    " + stars + described(item));
        }
        out.println(indent + "  and is recommended, from " + list.version());
        TextTable table = TextTable.of("rank", "score", "title", "categories");
        for (Recommendation<I> one :
                list.items().subList(0, Math.min(SHOWN, list.items().size()))) {
            table.row(
                    String.valueOf(one.rank()),
                    String.format(Locale.ROOT, "%.3f", one.score()),
                    catalog.label(one.item()),
                    String.join(", ", catalog.categories(one.item())));
        }
        table.print(out, indent + "    ");
    }

    private Comparator<Integer> bestFirst() {
        Comparator<Integer> byWeight = Comparator.comparing(row -> -log.weight(row));
        return log.hasTime() ? byWeight.thenComparing(row -> -log.time(row)) : byWeight;
    }

    private String described(I item) {
        List<String> categories = catalog.categories(item);
        return catalog.label(item) + (categories.isEmpty() ? "" : "  [" + String.join(", ", categories) + "]");
    }
}
