package dev.recsys.eval.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person sees: the page in a real browser. */
class RenderedReportTest {

    private static final int DESKTOP = 1280;
    private static final int PHONE = 390;

    @TempDir
    static Path directory;

    private static final Report REPORT = Examples.study().report();
    private static Optional<Browser> browser = Optional.empty();

    @BeforeAll
    static void start() throws Exception {
        Optional<Path> executable = Browser.executable();
        assumeTrue(
                executable.isPresent(),
                "no chromium on the path: the page is not looked at; name one in RECSYS_CHROMIUM");
        ReportFormat.HTML.write(REPORT, page());
        browser = Optional.of(Browser.start(executable.get()));
    }

    @AfterAll
    static void stop() throws Exception {
        if (browser.isPresent()) {
            browser.get().close();
        }
    }

    private static Path page() {
        return directory.resolve("report.html");
    }

    private static Browser open(int width, boolean dark) throws Exception {
        Browser found = browser.orElseThrow();
        found.open(page(), width, dark);
        return found;
    }

    @Test
    void theVerdictStandsFirstAndTheTableHasARowForEachSystem() throws Exception {
        Browser page = open(DESKTOP, false);
        assertThat(page.evaluate("document.querySelector('.verdict .lead').innerText")
                        .asText())
                .isEqualTo(REPORT.verdict().get(0));
        assertThat(page.evaluate("document.querySelectorAll('#systems tbody tr').length")
                        .asInt())
                .isEqualTo(REPORT.systems().size());
        assertThat(page.evaluate("document.querySelector('h1').innerText").asText())
                .isEqualTo(REPORT.title());
        assertThat(page.evaluate("document.querySelectorAll('script').length").asInt())
                .isZero();
        assertThat(page.evaluate("[...document.querySelectorAll('h2')].map(h => h.innerText).join('|')")
                        .asText())
                .contains(
                        "Systems and metrics",
                        "By length of the list",
                        "User by user",
                        "For whom",
                        "What is shown",
                        "Some users",
                        "Run card",
                        "Footnotes");
    }

    @Test
    void nothingIsFetchedAndNothingComplains() throws Exception {
        Browser page = open(DESKTOP, false);
        assertThat(page.requests()).isEmpty();
        assertThat(page.complaints()).isEmpty();
    }

    @Test
    void thePageDoesNotScrollSideways() throws Exception {
        for (int width : new int[] {DESKTOP, 768, PHONE}) {
            Browser page = open(width, false);
            assertThat(page.evaluate("document.documentElement.scrollWidth").asInt())
                    .as("at " + width + " px")
                    .isLessThanOrEqualTo(width);
        }
    }

    @Test
    void everyPictureHasMarksAndKeepsAllOfItInside() throws Exception {
        for (int width : new int[] {DESKTOP, PHONE}) {
            Browser page = open(width, false);
            String shown =
                    "[...document.querySelectorAll('figure svg')].filter(s => s.getBoundingClientRect().width > 0)";
            assertThat(page.evaluate(shown + ".length").asInt()).isGreaterThanOrEqualTo(8);
            assertThat(page.evaluate(shown + ".filter(s => s.querySelectorAll('path, rect').length < 2).length")
                            .asInt())
                    .isZero();
            JsonNode outside = page.evaluate(
                    shown
                            + ".flatMap(s => [...s.querySelectorAll('text, path, line, rect')].filter(t => { const b = t.getBBox(),"
                            + " v = s.viewBox.baseVal; return b.x < -1 || b.y < -1 || b.x + b.width > v.width + 1"
                            + " || b.y + b.height > v.height + 1; }).map(t => s.querySelector('title').textContent + ': '"
                            + " + t.tagName + ' ' + t.textContent + ' ' + JSON.stringify([t.getBBox().x, t.getBBox().width]))).join('\\n')");
            assertThat(outside.asText()).as("at " + width + " px").isEmpty();
            JsonNode overlapping = page.evaluate(shown
                    + ".flatMap(s => { const t = [...s.querySelectorAll('text')].map(e => [e.textContent, e.getBBox()]);"
                    + " return t.flatMap(([n, a], i) => t.slice(i + 1).filter(([m, b]) => a.x + 1 < b.x + b.width && b.x + 1 <"
                    + " a.x + a.width && a.y + 3 < b.y + b.height && b.y + 3 < a.y + a.height).map(([m]) => n + ' / ' + m)); })"
                    + ".join('\\n')");
            assertThat(overlapping.asText())
                    .as("texts over each other at " + width + " px")
                    .isEmpty();
        }
    }

    @Test
    void textOnAPhoneIsLargeEnoughToRead() throws Exception {
        Browser page = open(PHONE, false);
        assertThat(page.evaluate("Math.min(...[...document.querySelectorAll('figure svg text')]"
                                + ".map(t => t.getBoundingClientRect().height).filter(h => h > 0))")
                        .asDouble())
                .isGreaterThan(11);
    }

    @Test
    void darkAndLightDifferAndBothKeepContrast() throws Exception {
        List<String> papers = new ArrayList<>();
        for (boolean dark : new boolean[] {false, true}) {
            Browser page = open(DESKTOP, dark);
            papers.add(page.evaluate("getComputedStyle(document.body).backgroundColor")
                    .asText());
            JsonNode poor = page.evaluate(
                    "(() => { const rgb = c => c.match(/[0-9.]+/g).map(Number);"
                            + " const lum = c => { const [r, g, b] = rgb(c).map(v => { v /= 255; return v <= .03928 ? v / 12.92"
                            + " : ((v + .055) / 1.055) ** 2.4; }); return .2126 * r + .7152 * g + .0722 * b; };"
                            + " const paper = e => { while (e) { const c = getComputedStyle(e).backgroundColor;"
                            + " if (rgb(c).length < 4 || rgb(c)[3] > 0) return c; e = e.parentElement; } return 'rgb(255,255,255)'; };"
                            + " return [...document.querySelectorAll('p, li, td, td span, th, dt, dd, h1, h2, h3, h4, h5, figcaption,"
                            + " svg text')].map(e => { const ink = e.closest('svg') ? getComputedStyle(e).fill"
                            + " : getComputedStyle(e).color; const a = lum(ink), b = lum(paper(e.closest('svg') ?? e));"
                            + " return [(Math.max(a, b) + .05) / (Math.min(a, b) + .05), e.tagName + '.' + e.getAttribute('class')"
                            + " + ' ' + e.textContent.slice(0, 20)]; }).filter(([c]) => c < 4.5).map(String).join('\\n'); })()");
            assertThat(poor.asText()).as(dark ? "dark" : "light").isEmpty();
        }
        assertThat(papers.get(0)).isNotEqualTo(papers.get(1));
    }
}
