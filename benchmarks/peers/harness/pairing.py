"""Takes the measurements in turns, keeps them, and makes the table."""

import json
import os
import statistics
import time

from harness.setup import say


class Side:
    """Somebody who can do one repetition of a piece of work."""

    def __init__(self, name, ours, worker, command, **arguments):
        self.name, self.ours, self.worker = name, ours, worker
        self.command, self.arguments = command, arguments
        self.replies = []

    def repeat(self):
        return self.worker.ask(self.command, **self.arguments)

    @property
    def seconds(self):
        return [float(reply["seconds"]) for reply in self.replies]


class Results:
    """One line of TSV for each repetition, one record for each line of the table."""

    def __init__(self, directory, targets=True):
        self.targets = targets
        os.makedirs(directory, exist_ok=True)
        self.raw = os.path.join(directory, "raw.tsv")
        self.path = os.path.join(directory, "records.json")
        self.records, self.notes = {}, {}
        if os.path.exists(self.path):
            with open(self.path) as file:
                kept = json.load(file)
                self.records, self.notes = kept["records"], kept["notes"]
        if not os.path.exists(self.raw):
            self._append("when", "work", "threads", "side", "phase", "round", "seconds", "cpu", "load", "more")

    def _append(self, *cells):
        with open(self.raw, "a") as file:
            file.write("\t".join(str(cell) for cell in cells) + "\n")

    def repetition(self, work, threads, side, phase, number, reply):
        more = " ".join("%s=%s" % pair for pair in reply.items() if pair[0] not in ("seconds", "cpu"))
        self._append(time.strftime("%Y-%m-%dT%H:%M:%S"), work, threads, side, phase, number,
                     reply["seconds"], reply["cpu"], "%.2f" % os.getloadavg()[0], more)

    def record(self, key, **values):
        if not self.targets:
            values["target"] = None
            values.get("columns", {}).pop("at least", None)
        self.records[key] = values
        self._save()

    def note(self, subject, text):
        """A line above the tables."""
        self.notes[subject] = text
        self._save()

    def _save(self):
        unfinished = self.path + ".new"
        with open(unfinished, "w") as file:
            json.dump({"notes": self.notes, "records": self.records}, file, indent=1)
        os.replace(unfinished, self.path)


def measure(results, work, threads, sides, warmups, rounds, pause=0.15):
    """Every side once in each round, in an order that turns round from round to round."""
    say("%s  %s, %d threads: %s" % (time.strftime("%H:%M:%S"), work, threads, ", ".join(side.name for side in sides)))
    for phase, count in (("warm-up", warmups), ("measured", rounds)):
        for number in range(count):
            for side in sides if number % 2 == 0 else sides[::-1]:
                time.sleep(pause)  # threads that spin after their work give way
                reply = side.repeat()
                results.repetition(work, threads, side.name, phase, number + 1, reply)
                if phase == "measured":
                    side.replies.append(reply)


def ratios(mine, theirs):
    """How many times as fast: of the two repetitions of each round."""
    return [t / m for m, t in zip(mine, theirs)]


def shown(value):
    if value >= 1000:
        return format(round(value), ",")
    return "%.3g" % value if value < 100 else "%.0f" % value


def spread(values, scale=lambda s: s):
    scaled = sorted(scale(v) for v in values)
    return "%s (%s-%s)" % (shown(scale(statistics.median(values))), shown(scaled[0]), shown(scaled[-1]))


def pairs(results, group, work, threads, sides, unit, scale, checks, targets):
    """A record for each of ours against each of theirs. `targets`: (ours, peer) -> ratio; `checks`: the same -> text."""
    ours = [side for side in sides if side.ours]
    for side in ours:
        for peer in [p for p in sides if not p.ours]:
            paired = ratios(side.seconds, peer.seconds)
            cpu = [float(p["cpu"]) / float(m["cpu"]) for m, p in zip(side.replies, peer.replies) if float(m["cpu"]) > 0]
            target = targets(side.name, peer.name)
            results.record(
                "|".join([group, work, str(threads), side.name, peer.name]), group=group, work=work, threads=threads,
                ours=side.name, peer=peer.name, unit=unit, mine=spread(side.seconds, scale),
                theirs=spread(peer.seconds, scale), ratio=statistics.median(paired), low=min(paired), high=max(paired),
                cpu=statistics.median(cpu) if cpu else None, rounds=len(paired), target=target,
                check=checks(side.name, peer.name))


HEAD = """# Paired runs

All sides of one line ran in turns in one session, on the same data and as many threads. "Times as fast" is the median over rounds of
the ratio within a round, in brackets the least and the greatest. "By processor time" is the same ratio of processor seconds, which
other work on the machine disturbs less.
"""


def table(results):
    """Markdown: one table for each group of work."""
    lines = HEAD.splitlines() + [""] + ["- %s: %s" % pair for pair in sorted(results.notes.items())]
    groups = {}
    for record in results.records.values():
        groups.setdefault(record["group"], []).append(record)
    for group, records in groups.items():
        lines += ["", "## " + group, ""]
        if "ratio" in records[0]:
            lines += ["| work | threads | this library | peer | unit | this library: median (least-most) | peer | times as fast "
                      "(rounds) | by processor time | at least | same work |",
                      "|---|---|---|---|---|---|---|---|---|---|---|"]
            for r in records:
                target = "" if r["target"] is None else "%g%s" % (r["target"], "" if r["ratio"] >= r["target"] else ", **missed**")
                cpu = "" if r["cpu"] is None else "%.2f" % r["cpu"]
                lines.append("| %s | %s | %s | %s | %s | %s | %s | **%.2f** (%.2f-%.2f) | %s | %s | %s |" % (
                    r["work"], r["threads"], r["ours"], r["peer"], r["unit"], r["mine"], r["theirs"],
                    r["ratio"], r["low"], r["high"], cpu, target, r["check"]))
        else:
            columns = list(records[0]["columns"])
            lines += ["| " + " | ".join(columns) + " |", "|" + "---|" * len(columns)]
            lines += ["| " + " | ".join(str(r["columns"].get(c, "")) for c in columns) + " |" for r in records]
    return "\n".join(lines) + "\n"
