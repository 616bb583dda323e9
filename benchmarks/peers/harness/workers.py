"""Processes that answer commands: the library in a JVM, or its peers in Python or on Spark."""

import os
import subprocess


class WorkerError(Exception):
    pass


class Worker:
    """One long-lived process; use as a context manager."""

    def __init__(self, name, command, env, log):
        self.name = name
        self._log = open(log, "a")
        self._log.write("\n--- %s: %s\n" % (name, " ".join(command)))
        self._log.flush()
        self._process = subprocess.Popen(
            command, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._log, text=True, bufsize=1)
        self.greeting = self._answer("start")

    def ask(self, command, **arguments):
        line = "\t".join([command] + ["%s=%s" % pair for pair in arguments.items()])
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()
        return self._answer(command)

    def _answer(self, command):
        line = self._process.stdout.readline().rstrip("\n")
        status, *cells = line.split("\t")
        if status != "ok":
            raise WorkerError("%s, %s: %s" % (self.name, command, " ".join(cells) or "the process ended, see " + self._log.name))
        return dict(cell.split("=", 1) for cell in cells if cell)

    def close(self):
        self._process.stdin.close()
        try:
            self._process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._log.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


# Left set, these halve OpenBLAS or choose kernels for another processor.
_TRAPS = ("OPENBLAS_", "NVPL_", "MKL_", "OMP_", "GOTO_", "BLIS_", "KMP_")


def clean_environment():
    env = {key: value for key, value in os.environ.items() if not key.startswith(_TRAPS)}
    for key in ("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS"):
        env.pop(key, None)
    return env


def peer_environment(lib, threads):
    """`implicit` runs its own threads and asks for a BLAS of one; the others leave it to BLAS and OpenMP."""
    env = clean_environment()
    env["PEER_THREADS"] = str(threads)
    env["OPENBLAS_NUM_THREADS"] = "1" if lib == "implicit" else str(threads)
    env["OMP_NUM_THREADS"] = str(threads)
    return env
