"""One Markdown table of JMH's results: a row per benchmark, a column per JDK and provider, ratios to the first column."""

import json
import pathlib
import sys


def rows(directory):
    found = {}
    names = []
    for path in sorted(pathlib.Path(directory).glob("*.json")):
        if not path.stat().st_size:
            continue
        names.append(path.stem)
        for run in json.loads(path.read_text()):
            parameters = ", ".join(f"{k} {v}" for k, v in sorted(run.get("params", {}).items()))
            key = run["benchmark"].split(".")[-2] + "." + run["benchmark"].split(".")[-1], parameters
            metric = run["primaryMetric"]
            raw = sorted(value for fork in metric["rawData"] for value in fork)
            found.setdefault(key, {})[path.stem] = raw[len(raw) // 2], metric["scoreUnit"]
    return names, found


def main():
    names, found = rows(sys.argv[1])
    if not names:
        sys.exit("no results in " + sys.argv[1])
    print("| benchmark | unit | " + " | ".join(names) + " |")
    print("|---" * (len(names) + 2) + "|")
    for (benchmark, parameters), values in sorted(found.items()):
        unit = next(iter(values.values()))[1].replace("/op", "")
        base = values.get(names[0], (None,))[0]
        cells = []
        for name in names:
            if name not in values:
                cells.append("")
                continue
            value = values[name][0]
            ratio = f" ({base / value:.2f})" if base and name != names[0] else ""
            cells.append(f"{value:,.3g}{ratio}" if value < 1000 else f"{value:,.0f}{ratio}")
        label = benchmark + (f" ({parameters})" if parameters else "")
        print(f"| {label} | {unit} | " + " | ".join(cells) + " |")
    print("\nMedians; in brackets how many times as fast as the first column.")


main()
