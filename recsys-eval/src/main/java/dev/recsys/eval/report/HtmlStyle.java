package dev.recsys.eval.report;

/** How the page looks: on a screen, dark or light, on a phone, on paper. */
final class HtmlStyle {

    static final String CSS = """
            :root { color-scheme: light dark; --paper: #fff; --ink: #1b1b1b; --muted: #595959; --hair: #d9d9d9; --rule: #8a8a8a;
              --wash: #f5f5f2; --warn: #fff6df; --warn-line: #c98a00; --good: #0a6b3d; --bad: #b3261e;
              --base: #222; --ref: #6b6b6b; --s1: #0b5cad; --s2: #b8430a; --s3: #0b7a66; --s4: #7a3aa8; --s5: #7d6100;
              --s6: #b0246b; --s7: #3b6e12; }
            @media (prefers-color-scheme: dark) { :root { --paper: #15171a; --ink: #e9e9e6; --muted: #a9adb3; --hair: #33373d;
              --rule: #7a8088; --wash: #1e2126; --warn: #2e2615; --warn-line: #d9a02b; --good: #6fd39b; --bad: #ff9a8f;
              --base: #f2f2f2; --ref: #9aa0a8; --s1: #7ab8ff; --s2: #ff9d66; --s3: #5fd3ba; --s4: #cfa4f5; --s5: #e3c04d;
              --s6: #ff8fc0; --s7: #a3d46f; } }
            * { box-sizing: border-box; }
            html { -webkit-text-size-adjust: 100%; }
            body { margin: 0; background: var(--paper); color: var(--ink);
              font: 16px/1.55 Georgia, "Iowan Old Style", "Times New Roman", "Liberation Serif", serif; }
            main { max-width: 76rem; margin: 0 auto; padding: 2.5rem 1.25rem 5rem; }
            h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 1rem; font-weight: 600; overflow-wrap: anywhere; }
            h2 { font-size: 1.25rem; margin: 3rem 0 .75rem; font-weight: 600; border-top: 1px solid var(--hair); padding-top: 1rem; }
            h3, h4, h5, table, figcaption, .role, .muted, .legend, dl, .lists, .shelf, summary, svg text {
              font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", "DejaVu Sans", sans-serif; }
            h3 { font-size: .95rem; margin: 1.5rem 0 .4rem; }
            h4 { font-size: .95rem; margin: 0 0 .4rem; overflow-wrap: anywhere; }
            h5 { font-size: .85rem; margin: 0 0 .2rem; color: var(--muted); overflow-wrap: anywhere; }
            .verdict { border-left: 4px solid var(--ink); padding-left: 1rem; overflow-wrap: anywhere; }
            .verdict p { margin: 0 0 .6rem; max-width: 46rem; }
            .lead { font-size: 1.2rem; line-height: 1.4; }
            .caveats { background: var(--warn); border-left: 4px solid var(--warn-line); padding: .6rem 1rem; margin: 1.25rem 0 0;
              overflow-wrap: anywhere; }
            .caveats h2 { border: 0; margin: 0; padding: 0; font-size: 1rem; }
            .caveats ul { margin: .3rem 0 0; padding-left: 1.1rem; }
            .muted, figcaption { color: var(--muted); font-size: .84rem; line-height: 1.45; max-width: 46rem; }
            .scroll { overflow-x: auto; margin-bottom: 1rem; }
            table { border-collapse: collapse; font-size: .84rem; font-variant-numeric: tabular-nums; }
            thead th { border-bottom: 1.5px solid var(--rule); vertical-align: bottom; font-weight: 600; text-align: right; }
            th, td { padding: .4rem .55rem; white-space: nowrap; text-align: right; vertical-align: top; }
            th:first-child { text-align: left; padding-left: 0; }
            .metrics th:first-child { position: sticky; left: 0; background: var(--paper); min-width: 7.5rem;
              max-width: 13rem; white-space: normal; overflow-wrap: anywhere; z-index: 1; }
            tbody tr { border-bottom: 1px solid var(--hair); }
            tbody th { font-weight: 600; }
            tr.reference { color: var(--muted); }
            tr.reference th { font-weight: 400; }
            .role { display: block; font-weight: 400; font-size: .86em; color: var(--muted); }
            .ci-text { display: block; font-size: .86em; color: var(--muted); }
            .key { vertical-align: -2px; }
            [class^="mark-"] { display: inline-block; width: 1em; text-align: center; font-size: .75em; }
            .mark-better { color: var(--good); }
            .mark-worse { color: var(--bad); }
            .sr { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
            td { position: relative; }
            figure { margin: 1rem 0 1.75rem; }
            svg { display: block; max-width: 100%; height: auto; }
            .key { display: inline-block; }
            .narrow { display: none; }
            .grid { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); column-gap: 2rem; }
            svg text { font-size: 12px; fill: var(--ink); }
            .tick, .axis { fill: var(--muted) !important; }
            .axis { font-weight: 600; }
            .muted { fill: var(--muted) !important; }
            line.grid { stroke: var(--hair); stroke-width: 1; }
            line.rule { stroke: var(--rule); stroke-width: 1; }
            line.zero { stroke: var(--ink); stroke-width: 1; }
            line.lead { stroke: var(--rule); stroke-width: .75; }
            line.even, path.front { stroke: var(--rule); stroke-width: 1.2; stroke-dasharray: 4 4; fill: none; }
            path.front { stroke-dasharray: 2 4; stroke-width: 1.6; }
            path.pointer { fill: var(--ink); }
            rect.win { fill: var(--good); }
            rect.lose { fill: var(--bad); fill-opacity: .8; }
            rect.change { fill: var(--muted); }
            .change-text { fill: var(--ink) !important; }
            .win-text { fill: var(--good) !important; }
            .lose-text { fill: var(--bad) !important; }
            path.line { fill: none; stroke-width: 1.8; stroke-linejoin: round; }
            line.ci { stroke-width: 1.4; stroke-opacity: .75; }
            .label { font-weight: 600; }
            path.line.ref { stroke-dasharray: 5 3; }
            path.line.d1 { stroke-dasharray: 8 3; }
            path.line.d2 { stroke-dasharray: 2 3; }
            path.line.d3 { stroke-dasharray: 9 3 2 3; }
            """
            + series("base")
            + series("ref")
            + series("s1")
            + series("s2")
            + series("s3")
            + series("s4")
            + series("s5")
            + series("s6")
            + series("s7")
            + """
            .legend span { margin-right: 1rem; white-space: nowrap; }
            .legend { font-size: .84rem; }
            details { margin: 0 0 1.5rem; }
            summary { cursor: pointer; font-size: .84rem; color: var(--muted); }
            .case { background: var(--wash); padding: .9rem 1rem; margin: 0 0 1rem; border-radius: 4px; break-inside: avoid; }
            .shelf { font-size: .84rem; margin: 0 0 .4rem; overflow-wrap: anywhere; }
            .lists { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 1.25rem; font-size: .84rem;
              margin-top: .75rem; }
            ol { margin: 0; padding-left: 1.7rem; overflow-wrap: anywhere; }
            .hit { font-weight: 600; }
            .miss { color: var(--muted); }
            .check { color: var(--good); }
            .card { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr)); gap: 0 2.5rem; }
            dl { font-size: .84rem; margin: 0; }
            dt { font-weight: 600; margin-top: .5rem; overflow-wrap: anywhere; }
            dd { margin: 0; color: var(--muted); overflow-wrap: anywhere; }
            .notes { max-width: 46rem; }
            a { color: inherit; }
            :focus-visible { outline: 2px solid var(--s1); outline-offset: 2px; }
            @media (max-width: 760px) { .grid { grid-template-columns: minmax(0, 1fr); } }
            @media screen and (max-width: 560px) { main { padding: 1.25rem 1rem 3rem; } h1 { font-size: 1.4rem; }
              .lead { font-size: 1.08rem; } .wide { display: none; } .narrow { display: block; }
              .metrics th:first-child { min-width: 6.5rem; max-width: 8.5rem; } .lists { gap: .9rem; } }
            @media print { :root { color-scheme: light; --paper: #fff; --ink: #000; --muted: #444; --hair: #ccc; --rule: #777;
              --wash: #fff; --warn: #fff; } body { font-size: 11pt; } main { max-width: none; padding: 0; }
              .scroll { overflow: visible; } table { font-size: 7.5pt; } th, td { padding: .2rem .3rem; }
              figure, .case, tr { break-inside: avoid; } h2, h3 { break-after: avoid; } summary { display: none; }
              details::details-content { content-visibility: visible; display: block; height: auto; } }
            """;

    private HtmlStyle() {}

    private static String series(String name) {
        String rules =
                "path.line.$, line.ci.$ { stroke: var(--$); } path.mark.$ { fill: var(--$); } text.label.$ { fill: var(--$); }\n";
        return rules.replace("$", name);
    }
}
