"""The command line and the works that are compared."""

import argparse
import contextlib
import os
import platform
import signal
import subprocess
import sys
import time

from harness import setup, works
from harness.pairing import Results, table
from harness.setup import TARGET, say
from harness.workers import Worker, WorkerError, clean_environment, peer_environment

GROUPS = {
    "topk": works.top_k, "sgemm": works.sgemm, "single": works.single_user, "filtered": works.filtered,
    "pruned": works.pruned, "als": works.als, "nmf": works.nmf, "quality": works.quality, "spark": works.spark,
}


# What Spark asks for on Java 17 and later.
SPARK_OPENS = ["java.lang", "java.lang.invoke", "java.lang.reflect", "java.io", "java.net", "java.nio", "java.util",
               "java.util.concurrent", "java.util.concurrent.atomic", "sun.nio.ch", "sun.nio.cs", "sun.security.action",
               "sun.util.calendar"]


class Skip(Exception):
    """Something that is needed is not there."""


class Bench:
    """What the works need: options, data, results and processes."""

    skipped = Skip

    def __init__(self, options):
        self.options = options
        self.results = Results(options.results, targets=not options.quick)
        if options.quick:
            self.results.note("quick", "**small data and few rounds: this shows that everything runs, not how fast**")
        self.log = os.path.join(options.results, "workers.log")
        self.data = setup.Data(self._generator)
        self.stack = contextlib.ExitStack()
        self.jar = os.path.join(TARGET, "peers.jar")
        if options.build:
            self.jar = setup.build("benchmarks/peers", "peers.jar", *options.maven)
        if self.jar is None or not os.path.exists(self.jar):
            raise SystemExit("nothing can be measured without benchmarks/peers/target/peers.jar")
        self.python = setup.virtual_environment() if options.python else None
        self.javas = {}
        for version in options.jdk:
            java = setup.find_java(version)
            if java is None:
                say("skipped JDK %d: there is none (set JAVA%d_HOME)" % (version, version))
            else:
                self.javas[version] = java
        if not self.javas:
            raise SystemExit("no JDK of %s" % options.jdk)
        self.generator = None

    def _generator(self):
        if self.generator is None:
            self.generator = self._java("generator", next(iter(self.javas.values())), False)
        return self.generator

    def done_generating(self):
        if self.generator is not None:
            self.generator.close()
            self.generator = None

    def _java(self, name, java, vector):
        flags = ["--add-modules", "jdk.incubator.vector"] if vector else []
        command = [java, "-Xmx" + self.options.heap, *flags, *self.options.java_args, "-jar", self.jar]
        return Worker(name, command, clean_environment(), self.log)

    def ours(self):
        """(name, worker) for each provider and JDK; they live until `close`."""
        self.done_generating()
        started = []
        for version, java in self.javas.items():
            for provider in self.options.providers:
                name = "%s, JDK %d" % (provider, version)
                worker = self.stack.enter_context(self._java(name, java, provider == "vector"))
                self.results.note("this library, " + name, "kernels `%s`, Java %s" % (
                    worker.greeting["kernels"], worker.greeting["java"]))
                started.append((name, worker))
        return started

    def peer(self, lib, threads):
        """A Python worker for one peer; it lives until `close`."""
        if self.python is None:
            raise Skip("no Python peers")
        worker = self.stack.enter_context(Worker(
            lib, [self.python, "-B", os.path.join(setup.HERE, "harness", "peer_worker.py")],
            peer_environment(lib, threads), self.log))
        try:
            self.results.note("%s, %d threads" % (lib, threads), worker.ask("blas", lib=lib)["blas"])
        except WorkerError as e:
            if "ImportError" in str(e) or "ModuleNotFoundError" in str(e):
                raise Skip("%s is not installed" % lib) from None
            raise
        return worker

    def peer_or_none(self, lib, threads):
        """The same, or None with a message: for works that mean something without it."""
        try:
            return self.peer(lib, threads)
        except Skip as e:
            say("without %s: %s" % (lib, e))
            self.results.note("skipped " + lib, str(e))
            return None

    def prepare_spark(self):
        """Finds the class path of the Spark side, built when first asked for."""
        module = os.path.join(setup.HERE, "spark", "target")
        if self.options.build:
            built = setup.build("benchmarks/peers/spark", "classpath.txt", "-Pspark-peer", *self.options.maven)
            if built is None:
                raise Skip("the Spark side cannot be built")
        try:
            with open(os.path.join(module, "classpath.txt")) as file:
                self.class_path = file.read().strip() + os.pathsep + os.path.join(module, "classes")
        except OSError:
            raise Skip("the Spark side is not built") from None

    def spark(self, name, threads, vector):
        """A Spark session on JDK 17, or what there is; it lives until `close`."""
        java = self.javas.get(17) or next(iter(self.javas.values()))
        flags = ["--add-opens=java.base/%s=ALL-UNNAMED" % package for package in SPARK_OPENS]
        flags += ["--add-modules", "jdk.incubator.vector"] if vector else []
        worker = self.stack.enter_context(Worker(
            name, [java, "-Xmx" + self.options.heap, *flags, "-cp", self.class_path,
                   "dev.recsys.benchmarks.peers.spark.SparkWorker", str(threads)], clean_environment(), self.log))
        self.results.note("%s, %d threads" % (name, threads), "Spark %s, local[%d]" % (worker.greeting["spark"], threads))
        return worker

    def close(self):
        """Ends the processes of one session."""
        self.stack.close()
        self.stack = contextlib.ExitStack()

    def skip(self, what):
        raise Skip(what)


def _numbers(text):
    return [int(part) for part in text.split(",")]


def _options():
    parser = argparse.ArgumentParser(prog="benchmarks/peers/run", description=__doc__)
    parser.add_argument("groups", nargs="*", default=["all"], metavar="GROUP",
                        help="all, table (only writes it again), or: " + " ".join(GROUPS))
    parser.add_argument("--quick", action="store_true", help="small data and few rounds: shows that it runs, in about 3 minutes")
    parser.add_argument("--large", action="store_true", help="ALS on 200,000 x 50,000 with 22 million entries, too")
    parser.add_argument("--rounds", type=int, help="measured repetitions of each side")
    parser.add_argument("--warmups", type=int, help="repetitions before them")
    parser.add_argument("--threads", type=_numbers, help="default 1,2")
    parser.add_argument("--factors", type=_numbers, help="default 64,128")
    parser.add_argument("--items", type=_numbers, help="items of topk; default 100000,1000000")
    parser.add_argument("--jdk", type=_numbers, default=[17], help="default 17; for instance 17,25")
    parser.add_argument("--providers", type=lambda text: text.split(","), default=["vector", "plain"],
                        help="default vector,plain: with and without --add-modules jdk.incubator.vector")
    parser.add_argument("--heap", default="6g", help="of each JVM; default 6g")
    parser.add_argument("--java-arg", dest="java_args", action="append", default=[], help="for the JVMs, repeatable")
    parser.add_argument("--shared", default=os.path.join(setup.ROOT, "..", "shared"), help="where data/ml-1m-ncf lies, if anywhere")
    parser.add_argument("--results", help="directory for raw.tsv and records.json; default target/results")
    parser.add_argument("--table", help="Markdown file to write; default RESULTS/table.md")
    parser.add_argument("--no-build", dest="build", action="store_false", help="measure what was built last")
    parser.add_argument("--no-python", dest="python", action="store_false", help="only this library and Spark")
    parser.add_argument("--maven", action="append", default=[], help="an option for Maven, repeatable: --maven=-o")
    options = parser.parse_args()
    if options.results is None:
        options.results = os.path.join(TARGET, "results-quick" if options.quick else "results")
    for name, usual, quick in (("threads", [1, 2], [2]), ("factors", [64, 128], [64]), ("items", [100_000, 1_000_000], [20_000])):
        if getattr(options, name) is None:
            setattr(options, name, quick if options.quick else usual)
    unknown = set(options.groups) - set(GROUPS) - {"all", "table"}
    if unknown:
        parser.error("no such group: %s" % ", ".join(sorted(unknown)))
    return options


def _processor():
    with contextlib.suppress(OSError):
        with open("/proc/cpuinfo") as file:
            for line in file:
                if line.startswith("model name"):
                    return line.split(":", 1)[1].strip()
    return platform.processor() or platform.machine()


def _commit():
    out = subprocess.run(["git", "describe", "--always", "--dirty"], cwd=setup.ROOT, capture_output=True, text=True)
    return out.stdout.strip() or "unknown"


def _run(bench, group):
    """One group; says what became of it, above the tables too. False if it failed."""
    before, start = os.getloadavg()[0], time.time()
    say("== " + group)
    outcome, good = "measured", True
    try:
        GROUPS[group](bench)
    except Skip as e:
        outcome = "skipped: %s" % e
    except WorkerError as e:
        outcome, good = "**failed: %s**" % e, False
    except (KeyboardInterrupt, SystemExit):
        outcome = "stopped half-way"
        raise
    finally:
        bench.close()
        bench.done_generating()
        bench.results.note("group " + group, "%s %s, commit %s, %s, %d processors, load before and after %.1f and %.1f, %d s" % (
            outcome, time.strftime("%Y-%m-%d"), _commit(), _processor(), os.cpu_count(), before, os.getloadavg()[0],
            time.time() - start))
        _write(bench.options.table, table(bench.results))
    if outcome != "measured":
        say("%s %s" % (group, outcome))
    return good


def main():
    options = _options()
    options.table = options.table or os.path.join(options.results, "table.md")
    if options.groups == ["table"]:
        _write(options.table, table(Results(options.results)))
        return 0
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    bench = Bench(options)
    chosen = [group for group in GROUPS if "all" in options.groups or group in options.groups]
    good = [_run(bench, group) for group in chosen]
    with open(options.table) as file:
        print(file.read())
    say("table: %s; every repetition: %s" % (options.table, bench.results.raw))
    return 0 if all(good) else 1


def _write(path, text):
    with open(path, "w") as file:
        file.write(text)
