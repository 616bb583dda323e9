package dev.recsys.examples.cli;

import dev.recsys.data.ItemCatalog;
import dev.recsys.recommend.Explanation;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Why items were recommended, a line each, for a person. */
final class ExplanationLines {

    private static final int SHOWN = 3;

    private ExplanationLines() {}

    static <I> void print(PrintWriter out, List<Explanation<I>> explanations, ItemCatalog<I> catalog, String indent) {
        out.println("because of");
        for (Explanation<I> one : explanations) {
            out.println(indent + catalog.label(one.item()) + ": " + line(one, catalog));
        }
    }

    private static <I> String line(Explanation<I> one, ItemCatalog<I> catalog) {
        StringBuilder line = new StringBuilder();
        List<Explanation.Contribution<I>> all = one.contributions();
        all.stream()
                .limit(SHOWN)
                .forEach(share -> line.append(catalog.label(share.item()))
                        .append(String.format(Locale.ROOT, " %+.4f, ", share.share())));
        if (all.size() > SHOWN) {
            double others = all.stream()
                    .skip(SHOWN)
                    .mapToDouble(Explanation.Contribution::share)
                    .sum();
            line.append(String.format(Locale.ROOT, "%d more %+.4f, ", all.size() - SHOWN, others));
        }
        return line.append(String.format(Locale.ROOT, "base %.4f; together %.4f", one.base(), one.score()))
                .toString();
    }
}
