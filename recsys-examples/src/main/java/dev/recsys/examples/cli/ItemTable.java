package dev.recsys.examples.cli;

import dev.recsys.data.ItemCatalog;
import dev.recsys.examples.report.TextTable;
import dev.recsys.recommend.Recommendation;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Recommended items for a person, by title where there is one. */
final class ItemTable {

    private ItemTable() {}

    static <I> void print(PrintWriter out, List<Recommendation<I>> list, ItemCatalog<I> catalog, String indent) {
        if (list.isEmpty()) {
            out.println(indent + "nothing left to recommend");
            return;
        }
        boolean titled = catalog.size() > 0;
        TextTable table = titled
                ? TextTable.of("rank", "item", "title", "categories", "score", "source")
                : TextTable.of("rank", "item", "score", "source");
        for (Recommendation<I> one : list) {
            String rank = String.valueOf(one.rank());
            String id = catalog.type().format(one.item());
            String score = String.format(Locale.ROOT, "%.4f", one.score());
            if (titled) {
                String categories = String.join(", ", catalog.categories(one.item()));
                table.row(rank, id, catalog.label(one.item()), categories, score, one.source());
            } else {
                table.row(rank, id, score, one.source());
            }
        }
        table.print(out, indent);
    }
}
