package dev.recsys.eval.report;

import dev.recsys.eval.report.Sections.Case;
import dev.recsys.eval.report.Sections.Curve;
import dev.recsys.eval.report.Sections.Delta;
import dev.recsys.eval.report.Sections.Fact;
import dev.recsys.eval.report.Sections.Listed;
import dev.recsys.eval.report.Sections.Reason;
import dev.recsys.eval.report.Sections.Segment;
import dev.recsys.eval.report.Sections.Shelf;
import dev.recsys.eval.report.Sections.Tradeoff;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;

/** A report as one page of HTML that needs nothing else: no script, nothing fetched. */
final class HtmlReport {

    private static final double WIDE = 720;
    private static final double NARROW = 350;
    private static final double HALF = 560;

    private final Sections report;
    private final Map<String, Series> series;
    private final Markup page = new Markup();

    private HtmlReport(Sections report) {
        this.report = report;
        this.series = Series.of(report.rows());
    }

    static String of(Sections report) {
        return new HtmlReport(report).write();
    }

    private String write() {
        page.open("html", "lang", "en").newline().open("head").newline();
        page.open("meta", "charset", "utf-8").newline();
        page.open("meta", "name", "viewport", "content", "width=device-width, initial-scale=1")
                .newline();
        page.open("meta", "name", "color-scheme", "content", "light dark").newline();
        page.open("link", "rel", "icon", "href", "data:,").newline();
        page.element("title", report.title()).newline();
        page.open("style").newline();
        String head = page + HtmlStyle.CSS;
        Markup body = new Markup()
                .close("style")
                .newline()
                .close("head")
                .newline()
                .open("body")
                .open("main")
                .newline();
        body.add(verdict())
                .add(table())
                .add(curves())
                .add(deltas())
                .add(tradeoffs())
                .add(segments())
                .add(exposure());
        body.add(cases()).add(card()).add(notes());
        body.close("main").close("body").newline().close("html").newline();
        return "<!DOCTYPE html>\n" + head + body;
    }

    private static Markup section(String id, String heading) {
        return new Markup()
                .open("section", "id", id, "aria-labelledby", id + "-h")
                .element("h2", heading, "id", id + "-h")
                .newline();
    }

    private Markup verdict() {
        Markup part = new Markup().open("header").element("h1", report.title()).newline();
        part.open("div", "class", "verdict", "id", "verdict");
        for (int i = 0; i < report.verdict().size(); i++) {
            part.element("p", report.verdict().get(i), "class", i == 0 ? "lead" : "sentence")
                    .newline();
        }
        part.close("div");
        if (!report.caveats().isEmpty()) {
            part.open("div", "class", "caveats", "role", "note").element("h2", "Before you believe it");
            part.open("ul");
            report.caveats().forEach(line -> part.element("li", line));
            part.close("ul").close("div").newline();
        }
        return part.close("header").newline();
    }

    private Markup table() {
        Markup part = section("metrics", "Systems and metrics");
        return part.add(HtmlTables.metrics(report, series)).close("section").newline();
    }

    /** A picture for wide screens and paper, and one that is drawn for a phone, not shrunk. */
    private static Markup figure(DoubleFunction<Picture> draw, double wide, String caption) {
        return new Markup()
                .open("figure")
                .open("div", "class", "wide")
                .add(draw.apply(wide).markup())
                .close("div")
                .open("div", "class", "narrow")
                .add(draw.apply(NARROW).markup())
                .close("div")
                .element("figcaption", caption)
                .close("figure")
                .newline();
    }

    private Markup curves() {
        if (report.curves().isEmpty()) {
            return new Markup();
        }
        Markup part = section("curves", "By length of the list").open("div", "class", "grid");
        for (Curve curve : report.curves()) {
            part.add(figure(
                    width -> LineChart.draw(curve, series, width),
                    HALF,
                    curve.metric() + " for lists of growing length. Bars: 95 % intervals of the means over users. They"
                            + " overlap more than those of differences, which are in the table."));
        }
        return part.close("div").close("section").newline();
    }

    private Markup deltas() {
        if (report.deltas().isEmpty()) {
            return new Markup();
        }
        Markup part = section("users", "User by user").open("div", "class", "grid");
        for (Delta delta : report.deltas()) {
            var counts = delta.contrast().counts();
            part.add(figure(
                    width -> HistogramChart.draw(
                            delta, report.columns().get(0), report.roles().baseline(), width),
                    report.deltas().size() == 1 ? WIDE : HALF,
                    delta.system() + " minus " + report.roles().baseline() + ": "
                            + HistogramChart.won(report.columns().get(0)) + " " + Numbers.count(counts.wins())
                            + ", ties " + Numbers.count(counts.ties()) + ", "
                            + HistogramChart.lost(report.columns().get(0)) + " " + Numbers.count(counts.losses())
                            + "; effect size "
                            + Numbers.value(delta.contrast().tests().effect())
                            + ". Ties are not drawn; the small triangle is the mean."));
        }
        return part.close("div").close("section").newline();
    }

    private Markup tradeoffs() {
        if (report.tradeoffs().isEmpty()) {
            return new Markup();
        }
        Markup part = section("tradeoffs", "Accuracy against coverage and novelty")
                .add(HtmlTables.legend(report, series, true))
                .open("div", "class", "grid");
        for (Tradeoff tradeoff : report.tradeoffs()) {
            part.add(figure(
                    width -> ScatterChart.draw(tradeoff, series, width),
                    HALF,
                    tradeoff.other() + " against " + tradeoff.accuracy()
                            + ". \u2020 and the dotted line: the Pareto front, systems that no other beats in both."
                            + (haveUnequalUsers(tradeoff)
                                    ? " Not shown here: the values of " + tradeoff.other()
                                            + " are means over different users, so they cannot be compared."
                                    : "")));
        }
        return part.close("div").close("section").newline();
    }

    private static boolean haveUnequalUsers(Tradeoff tradeoff) {
        return tradeoff.points().stream()
                        .filter(point -> Double.isFinite(point.y()))
                        .mapToInt(point -> point.users())
                        .distinct()
                        .count()
                > 1;
    }

    private Markup segments() {
        if (report.segments().isEmpty()) {
            return new Markup();
        }
        Map<String, List<Segment>> dimensions = new LinkedHashMap<>();
        report.segments()
                .forEach(one -> dimensions
                        .computeIfAbsent(one.dimension(), unknown -> new ArrayList<>())
                        .add(one));
        Markup part = section("segments", "For whom");
        part.add(HtmlTables.legend(report, series, false));
        dimensions.forEach((dimension, own) -> {
            var names = new ForestChart.Names(
                    dimension, report.roles().primary(), report.roles().baseline());
            part.add(figure(
                    width -> ForestChart.draw(own, series, names, width),
                    WIDE,
                    "Difference to " + report.roles().baseline() + " in "
                            + report.roles().primary() + " by \u201c" + dimension
                            + "\u201d. Bars: 95 % intervals, not adjusted for the number of groups; an arrow is at"
                            + " those that go on. Grey: fewer than five users."));
            part.open("details")
                    .element("summary", "The numbers")
                    .add(HtmlTables.segments(own))
                    .close("details");
        });
        return part.close("section").newline();
    }

    private Markup exposure() {
        if (report.exposure().isEmpty()) {
            return new Markup();
        }
        return section("exposure", "What is shown")
                .add(figure(
                        width -> LorenzChart.draw(report.exposure(), series, width),
                        WIDE,
                        "Lorenz curve of how often items of the catalogue are shown; before each name its Gini index. The dashed"
                                + " diagonal would be equal exposure."))
                .add(HtmlTables.calibration(report.calibration()))
                .close("section")
                .newline();
    }

    private Markup cases() {
        if (report.cases().isEmpty()) {
            return new Markup();
        }
        Markup part = section("cases", "Some users");
        part.element(
                "p",
                "Chosen by rule among the users whose value differs: those who lose most with each challenger; of the best"
                        + " one those in the middle and those who gain most. Users with both lists come first. \u2713 is an item that was relevant to the user.",
                "class",
                "muted");
        for (Reason reason : Reason.values()) {
            List<Case> own = report.cases().stream()
                    .filter(one -> one.reason() == reason)
                    .toList();
            if (!own.isEmpty()) {
                part.element("h3", reason.heading());
                own.forEach(one -> part.add(oneUser(one)));
            }
        }
        return part.close("section").newline();
    }

    private Markup oneUser(Case one) {
        Markup part = new Markup().open("article", "class", "case");
        part.element(
                "h4",
                "User " + one.user() + ", " + one.system() + ": "
                        + report.roles().primary() + " " + Numbers.value(one.before()) + " \u2192 "
                        + Numbers.value(one.after()));
        part.add(shelf("History", one.history())).add(shelf("Relevant", one.relevant()));
        part.open("div", "class", "lists");
        part.add(list(report.roles().baseline(), one.baselineList()));
        part.add(list(one.system(), one.systemList()));
        return part.close("div").close("article").newline();
    }

    private static Markup shelf(String name, Shelf shelf) {
        if (shelf.total() == 0) {
            return new Markup();
        }
        String more = shelf.total() > shelf.shown().size()
                ? " \u2026 and " + Numbers.count(shelf.total() - shelf.shown().size()) + " more"
                : "";
        return new Markup()
                .open("p", "class", "shelf")
                .element("b", name + " (" + Numbers.count(shelf.total()) + ") ")
                .text(String.join(" \u00b7 ", shelf.shown()) + more)
                .close("p");
    }

    private static Markup list(String name, List<Listed> list) {
        Markup part = new Markup().open("div").element("h5", name);
        if (list.isEmpty()) {
            return part.element("p", "no list", "class", "muted").close("div");
        }
        part.open("ol");
        for (Listed one : list) {
            part.open("li", "class", one.hit() ? "hit" : "miss").text(one.label());
            if (one.hit()) {
                part.text(" ").element("span", "\u2713", "class", "check", "role", "img", "aria-label", "relevant");
            }
            part.close("li");
        }
        return part.close("ol").close("div");
    }

    private Markup card() {
        Map<String, List<Fact>> groups = new LinkedHashMap<>();
        report.facts()
                .forEach(fact -> groups.computeIfAbsent(fact.group(), unknown -> new ArrayList<>())
                        .add(fact));
        Markup part = section("card", "Run card").open("div", "class", "card");
        groups.forEach((group, facts) -> {
            part.open("div").element("h3", group).open("dl");
            facts.forEach(fact -> part.element("dt", fact.name()).element("dd", fact.value()));
            part.close("dl").close("div").newline();
        });
        return part.close("div").close("section").newline();
    }

    private Markup notes() {
        Markup part = section("notes", "Footnotes").open("dl", "class", "notes");
        report.notes()
                .forEach(note -> part.element("dt", note.term())
                        .element("dd", note.text())
                        .newline());
        return part.close("dl").close("section").newline();
    }
}
