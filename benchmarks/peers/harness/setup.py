"""What has to be there before anything is measured: the built workers, JDKs, the virtual environment, the data."""

import glob
import os
import re
import subprocess
import sys

HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
ROOT = os.path.dirname(os.path.dirname(HERE))
TARGET = os.path.join(HERE, "target")


def say(text):
    print(text, file=sys.stderr, flush=True)


def _java_version(java):
    try:
        out = subprocess.run([java, "-version"], capture_output=True, text=True).stderr
    except OSError:
        return 0
    found = re.search(r'version "(\d+)', out)
    return int(found.group(1)) if found else 0


def find_java(version):
    """The launcher of a JDK of that feature version, or None."""
    homes = [os.environ.get("JAVA%d_HOME" % version), os.environ.get("JAVA_HOME")]
    homes += sorted(glob.glob("/usr/lib/jvm/*%d*" % version))
    for java in [os.path.join(h, "bin", "java") for h in homes if h] + ["java"]:
        if _java_version(java) == version:
            return java
    return None


def build(module, jar, *options):
    """Builds one module and what it needs; returns the jar, or None with a message if it cannot be built."""
    say("building " + module)
    out = subprocess.run(
        [os.path.join(ROOT, "mvnw"), "-q", "package", "-pl", module, "-am", "-DskipTests", *options],
        cwd=ROOT, capture_output=True, text=True)
    path = os.path.join(ROOT, module, "target", jar)
    if out.returncode != 0 or not os.path.exists(path):
        say("cannot build %s:\n%s" % (module, "\n".join(out.stdout.splitlines()[-20:])))
        return None
    return path


def _runs(command):
    try:
        out = subprocess.run(command, capture_output=True, text=True)
    except OSError as e:
        say("%s: %s" % (command[0], e))
        return False
    if out.returncode != 0:
        say("failed: %s\n%s" % (" ".join(command[1:]), out.stderr.strip()[-1000:]))
    return out.returncode == 0


def virtual_environment():
    """The interpreter of the environment with the pinned peers, or None with a message."""
    home = os.path.join(TARGET, "venv")
    python = os.path.join(home, "bin", "python")
    with open(os.path.join(HERE, "requirements.txt")) as file:
        wanted = file.read()
    stamp = os.path.join(home, "requirements.installed")
    if os.path.exists(stamp) and open(stamp).read() == wanted:
        return python
    say("installing the Python peers into " + home)
    pip = [python, "-m", "pip", "install", "-q", "--only-binary", ":all:"]
    if not _runs([sys.executable, "-m", "venv", home]):
        return None
    if not _runs(pip + ["-r", os.path.join(HERE, "requirements.txt")]):
        for line in wanted.split():  # what can be had
            _runs(pip + [line])
        return python
    with open(stamp, "w") as file:
        file.write(wanted)
    return python


class Data:
    """Files that all sides read, made once by the Java worker from seeds."""

    def __init__(self, generator):
        self._generator = generator  # a function that gives a worker
        self.directory = os.path.join(TARGET, "data")
        os.makedirs(self.directory, exist_ok=True)

    def matrix(self, users, items, entries):
        prefix = os.path.join(self.directory, "matrix-%d-%d-%d" % (users, items, entries))
        if not os.path.exists(prefix + ".indptr.npy"):
            say("generating " + os.path.basename(prefix))
            self._generator().ask("generate-matrix", users=users, items=items, entries=entries, seed=11, out=prefix)
        return prefix

    def factors(self, rows, factors, seed, scale=1.0, sign="any"):
        path = os.path.join(self.directory, "factors-%d-%d-%d-%s-%g.npy" % (rows, factors, seed, sign, scale))
        if not os.path.exists(path):
            say("generating " + os.path.basename(path))
            self._generator().ask(
                "generate-factors", rows=rows, factors=factors, seed=seed, scale=scale, sign=sign, out=path)
        return path

    def scratch(self, name):
        return os.path.join(self.directory, "out-" + name + ".npy")
