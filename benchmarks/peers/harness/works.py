"""The works that are compared: which sides, on which data, and the proof that they did the same."""

import os

from harness.pairing import Side, measure, pairs, shown, spread
from harness.setup import say

EVEN = 1536  # users


def _counts(bench, warmups, rounds):
    options = bench.options
    quick = (1, 2) if options.quick else (warmups, rounds)
    return options.warmups if options.warmups is not None else quick[0], options.rounds or quick[1]


def _is_fast(name):
    return name.startswith("vector")


def _compare_lists(bench, judge, sides, k, users, items, save="topk-save"):
    """Lists of the first of ours and of each peer against each other: {(ours, peer): text}."""
    files, checks = {}, {}
    for side in sides:
        files[side.name] = bench.data.scratch("lists-" + "".join(c for c in side.name if c.isalnum()))
        side.worker.ask(save, k=k, out=files[side.name])
    for mine in [s for s in sides if s.ours]:
        for peer in [s for s in sides if not s.ours]:
            r = judge.ask("compare-lists", first=files[mine.name], second=files[peer.name], users=users, items=items)
            if r["different"] == "0":
                checks[mine.name, peer.name] = "%s equal lists" % format(int(r["lists"]), ",")
            else:
                checks[mine.name, peer.name] = "%s of %s lists differ at %s places, all by rounding of equal scores" % (
                    r["different"], format(int(r["lists"]), ","), r["places"])
                if r["unexplained"] != "0":
                    checks[mine.name, peer.name] = "**%s of %s lists differ**" % (r["unexplained"], r["lists"])
    return checks


def _users_per_repetition(bench, items):
    """Enough to take some tenths of a second; blocks of 192 and tasks of 256 both come out even on two threads."""
    wanted = 1024e6 / items
    if bench.options.quick:
        wanted /= 8
    return max(1, round(wanted / EVEN)) * EVEN


def top_k(bench):
    k, options = 10, bench.options
    for items_count in options.items:
        count = _users_per_repetition(bench, items_count)
        for factors in options.factors:
            items = bench.data.factors(items_count, factors, 2)
            users = bench.data.factors(max(count, 4096), factors, 1)
            for threads in options.threads:
                work = "top-%d of %s items, %d factors" % (k, format(items_count, ","), factors)
                sides = []
                for name, worker in bench.ours():
                    worker.ask("topk-load", model="m", users=users, items=items)
                    sides.append(Side(name, True, worker, "topk", model="m", users=count, k=k, threads=threads, filter="none"))
                for lib, name in (("implicit", "implicit topk"), ("faiss", "faiss IndexFlatIP")):
                    worker = bench.peer_or_none(lib, threads)
                    if worker is not None:
                        worker.ask("topk-load", lib=lib, users=users, items=items)
                        sides.append(Side(name, False, worker, "topk", lib=lib, users=count, k=k))
                warmups, rounds = _counts(bench, 3, 7)
                measure(bench.results, work, threads, sides, warmups, rounds)
                if not sides[-1].ours:
                    checks = _compare_lists(bench, sides[-1].worker, sides, k, users, items)
                pairs(bench.results, "Batch top-10", work, threads, sides, "users/s", lambda s: count / s,
                      lambda m, p: checks[m, p],
                      lambda m, p: (3 if "implicit" in p else 1) if _is_fast(m) and threads == 2 and factors == 64 else None)
                _kernel_speed(bench, work, threads, sides, 2.0 * count * items_count * factors)
                bench.close()


def _kernel_speed(bench, work, threads, sides, operations):
    """Billions of multiplications and additions a second, by thread."""
    for side in [s for s in sides if s.ours]:
        jdk25 = side.name.endswith("25")
        target = "" if _is_fast(side.name) else "70" if jdk25 else "40"
        bench.results.record("gf|%s|%d|%s" % (work, threads, side.name), group="GF per thread, batch top-10", columns={
            "work": work, "threads": threads, "this library": side.name,
            "GF per thread, median (least-most)": spread(side.seconds, lambda s: operations / s / 1e9 / threads),
            "GF per second of processor time": spread([float(r["cpu"]) for r in side.replies], lambda s: operations / s / 1e9),
            "at least": target})


def sgemm(bench):
    options, k, factors = bench.options, 10, 64
    items_count = 100_000 if options.quick else 1_000_000
    count = EVEN
    items, users = bench.data.factors(items_count, factors, 2), bench.data.factors(4096, factors, 1)
    for threads in options.threads:
        work = "top-%d of %s items, %d factors, against all scores written, 192 users at a time" % (
            k, format(items_count, ","), factors)
        sides = []
        for name, worker in bench.ours():
            worker.ask("topk-load", model="m", users=users, items=items)
            sides.append(Side(name, True, worker, "topk", model="m", users=count, k=k, threads=threads, filter="none"))
        blas = bench.peer("numpy", threads)
        blas.ask("topk-load", lib="numpy", users=users, items=items)
        sides.append(Side("OpenBLAS sgemm", False, blas, "sgemm", users=count))
        warmups, rounds = _counts(bench, 3, 7)
        measure(bench.results, work, threads, sides, warmups, rounds)
        order = sides[-1].replies[-1]["order"]
        bench.results.note("OpenBLAS sgemm, %d threads" % threads, "the faster of two orders here: " + order)
        pairs(bench.results, "Batch top-10 against sgemm", work, threads, sides, "GF",
              lambda s: 2.0 * count * items_count * factors / s / 1e9,
              lambda m, p: "the peer selects nothing", lambda m, p: 1.8 if _is_fast(m) and threads == 2 else None)
        bench.close()


def single_user(bench):
    options, factors, k = bench.options, 64, 10
    items_count = 200_000 if options.quick else 1_000_000
    count = 20 if options.quick else 100
    items, users = bench.data.factors(items_count, factors, 2), bench.data.factors(4096, factors, 1)
    sides = []
    for name, worker in bench.ours():
        worker.ask("topk-load", model="m", users=users, items=items)
        sides.append(Side(name, True, worker, "single", model="m", k=k, count=count))
    blas = bench.peer_or_none("numpy", 1)
    if blas is not None:
        blas.ask("topk-load", lib="numpy", users=users, items=items)
        sides.append(Side("OpenBLAS sgemv", False, blas, "sgemv", count=count))
    work = "one user, top-%d of %s items, %d factors" % (k, format(items_count, ","), factors)
    warmups, rounds = _counts(bench, 1, 5)
    measure(bench.results, work, 1, sides, warmups, rounds)
    for side in sides:
        value = lambda key, scale=1.0: spread([scale * float(r[key]) for r in side.replies]) if key in side.replies[0] else ""
        bench.results.record("single|" + side.name, group="One user at a time, one thread, milliseconds", columns={
            "work": work, "side": side.name, "p50": value("seconds", 1e3), "p99": value("p99"),
            "p50 of a loop that reads as many bytes": value("read"), "p99 of that loop": value("readp99"), "its GB/s": value("gbs"),
            "share of that bandwidth": value("share"), "at least": "0.85" if _is_fast(side.name) else "",
            "idle loop: p50": value("idle"), "idle loop: p99": value("idlep99")})


def filtered(bench):
    options, k, factors = bench.options, 10, 64
    items_count = 20_000 if options.quick else 100_000
    count = _users_per_repetition(bench, items_count) // (1 if options.quick else 4)
    items, users = bench.data.factors(items_count, factors, 2), bench.data.factors(max(count, 4096), factors, 1)
    work = "top-%d of %s items, %d factors, without 30 %% of them and 100 seen ones of each user" % (
        k, format(items_count, ","), factors)
    for threads in options.threads:
        for name, worker in bench.ours():
            worker.ask("topk-load", model="m", users=users, items=items)
            common = dict(model="m", users=count, k=k, threads=threads)
            sides = [Side(name, True, worker, "topk", filter="denied", **common),
                     Side("the same, unfiltered", False, worker, "topk", filter="none", **common)]
            warmups, rounds = _counts(bench, 3, 7)
            measure(bench.results, work + ", " + name, threads, sides, warmups, rounds)
            pairs(bench.results, "Filtered against unfiltered", work, threads, sides, "users/s", lambda s: count / s,
                  lambda m, p: "", lambda m, p: 0.87 if _is_fast(m) and threads == 2 else None)
        bench.close()


def _real_data(bench):
    """(name, arguments of train-real) of what is there."""
    shared = os.path.join(bench.options.shared, "data")
    files = [("MovieLens 1M", "ml-1m-ncf/ml-1m.train.rating.notime.gz", "plain"),
             ("Last.fm 2K", "hetrec2011-lastfm-2k/user_artists.dat.gz", "header"),
             ("MovieLens latest small", "ml-latest-small-2016/ratings.csv.gz", "header")]
    for name, file, form in files[:1] if bench.options.quick else files:
        path = os.path.join(shared, file)
        if os.path.exists(path):
            yield name, dict(format=form, file=path)
        else:
            say("skipped %s: no %s" % (name, path))
    users, items, entries = (3000, 2000, 200_000) if bench.options.quick else (60_000, 20_000, 5_600_000)
    prefix = bench.data.matrix(users, items, entries)
    yield "generated power law", dict(format="matrix", file=prefix, items=items)


def pruned(bench):
    """The same lists from factors that a bound on lengths can prune and from factors that it cannot."""
    options, factors = bench.options, 64
    count = 1536 if options.quick else 12_288
    for title, arguments in list(_real_data(bench)):
        for threads in options.threads:
            for name, worker in bench.ours():
                r = worker.ask("train-real", model="m", factors=factors, iterations=2 if options.quick else 8, threads=2, **arguments)
                for k in (10, 100):
                    work = "top-%d of %s items, %d factors trained on %s" % (k, format(int(r["items"]), ","), factors, title)
                    common = dict(users=count, k=k, threads=threads, filter="none")
                    sides = [Side(name, True, worker, "topk", model="m", **common),
                             Side("items made equally long", False, worker, "topk", model="m-flat", **common)]
                    warmups, rounds = _counts(bench, 2, 5)
                    measure(bench.results, work + ", " + name, threads, sides, warmups, rounds)
                    worker.ask("topk", model="m", **common)
                    same = worker.ask("topk-same", model="m-flat", **common)
                    pairs(bench.results, "Pruning on trained factors", work, threads, sides, "users/s", lambda s: count / s,
                          lambda m, p: "%s of %s lists differ" % (same["different"], same["lists"]),
                          lambda m, p: 2 if _is_fast(m) and threads == 2 and k == 10 else None)
            bench.close()


def als(bench):
    options = bench.options
    alpha, regularization = 2.0, 1.0
    sizes = [(3000, 2000, 200_000)] if options.quick else [(60_000, 20_000, 5_600_000)]
    if options.large:
        sizes.append((200_000, 50_000, 22_000_000))
    targets = {("cg", 64): 3, ("cg", 128): 2.3, ("cholesky", 64): 9, ("cholesky", 128): 6}
    for users, items, entries in sizes:
        matrix = bench.data.matrix(users, items, entries)
        start = dict(startUsers=bench.data.scratch("als-start-users"), startItems=bench.data.scratch("als-start-items"))
        common = dict(matrix=matrix, items=items, alpha=alpha, regularization=regularization)
        for factors in options.factors:
            for threads in options.threads:
                ours = bench.ours()
                for name, worker in ours:
                    worker.ask("als-load", matrix=matrix, items=items)
                    worker.ask("als-start", factors=factors, solver="cg", threads=threads, alpha=alpha, regularization=regularization)
                ours[0][1].ask("als-save", users=start["startUsers"], items=start["startItems"])
                peer = bench.peer("implicit", threads)
                peer.ask("als-load", **common, **start)
                for solver in ("cg", "cholesky"):
                    iterations = 4 if solver == "cg" else 2
                    work = "%s x %s, %s entries, %d factors, %s" % (
                        format(users, ","), format(items, ","), format(entries, ","), factors,
                        {"cg": "3 CG steps", "cholesky": "Cholesky"}[solver])
                    arguments = dict(solver=solver, iterations=iterations, alpha=alpha, regularization=regularization)
                    sides = [Side(name, True, worker, "als", factors=factors, threads=threads, **arguments)
                             for name, worker in ours]
                    sides.append(Side("implicit", False, peer, "als", **arguments))
                    warmups, rounds = _counts(bench, *((2, 7) if solver == "cg" else (1, 3)))
                    measure(bench.results, work, threads, sides, warmups, rounds)
                    losses = _losses(bench, peer, sides, "als", **common)
                    pairs(bench.results, "ALS, one iteration", work, threads, sides, "s", lambda s: s,
                          lambda m, p: _loss_text(losses, m, p, iterations),
                          lambda m, p: targets.get((solver, factors)) if _is_fast(m) and threads == 2
                          else (0.77 if solver == "cg" and threads == 2 and factors == 64 else None))
                bench.close()


def _losses(bench, judge, sides, what, **arguments):
    """What one routine says of the factors of all sides."""
    losses = {}
    files = dict(users=bench.data.scratch(what + "-users"), items=bench.data.scratch(what + "-items"))
    for side in sides:
        side.worker.ask(what + "-save", **files)
        given = {key: value for key, value in arguments.items() if key != "items"}
        losses[side.name] = float(judge.ask(
            {"als": "als-loss", "nmf": "nmf-error"}[what], columns=arguments["items"], **given, **files)["loss"])
    return losses


def _loss_text(losses, mine, peer, iterations, tolerance=1e-3):
    off = losses[mine] / losses[peer] - 1
    text = "after %d iterations: %.6g and %.6g, %+.1e" % (iterations, losses[mine], losses[peer], off)
    return text if abs(off) <= tolerance else "**" + text + "**"


def nmf(bench):
    options = bench.options
    sizes = [(943, 1682, 100_000)] if options.quick else [(943, 1682, 100_000), (6040, 3706, 1_000_000)]
    for users, items, entries in sizes:
        matrix = bench.data.matrix(users, items, entries)
        for factors in (20, 64):
            scale = round((3.0 * entries / users / items / factors) ** 0.5, 4)
            start = dict(startUsers=bench.data.factors(users, factors, 5, scale, "positive"),
                         startItems=bench.data.factors(items, factors, 6, scale, "positive"))
            for threads in options.threads:
                iterations = 20 if options.quick else 100 if entries < 500_000 else 21
                work = "%s x %s, %s entries, %d factors, coordinate descent" % (
                    format(users, ","), format(items, ","), format(entries, ","), factors)
                sides = []
                for name, worker in bench.ours():
                    worker.ask("nmf-load", matrix=matrix, items=items, **start)
                    sides.append(Side(name, True, worker, "nmf", iterations=iterations, threads=threads))
                peer = bench.peer("sklearn", threads)
                peer.ask("nmf-load", matrix=matrix, items=items, **start)
                sides.append(Side("scikit-learn", False, peer, "nmf", iterations=iterations))
                warmups, rounds = _counts(bench, 3, 7)
                measure(bench.results, work, threads, sides, warmups, rounds)
                losses = _losses(bench, peer, sides, "nmf", matrix=matrix, items=items)
                pairs(bench.results, "NMF, one iteration", work, threads, sides, "ms", lambda s: 1e3 * s,
                      lambda m, p: _loss_text(losses, m, p, iterations),
                      lambda m, p: {1: 4, 2: 7}.get(threads) if _is_fast(m) else None)
                bench.close()


def quality(bench):
    options = bench.options
    directory = os.path.join(options.shared, "data", "ml-1m-ncf")
    if not os.path.isdir(directory):
        bench.skip("no " + directory)
    factors, iterations = (32, 4) if options.quick else (192, 12)
    first = {}
    for name, worker in bench.ours():
        r = worker.ask("quality", directory=directory, factors=factors, iterations=iterations, seed=1, threads=2)
        hr, ndcg = float(r["hr"]), float(r["ndcg"])
        first = first or {"hr": hr, "ndcg": ndcg}
        bench.results.record("quality|" + name, group="Quality on MovieLens 1M (NCF_LOO_99), ials", columns={
            "side": name, "factors": factors, "HR@10": "%.4f" % hr, "NDCG@10": "%.4f" % ndcg,
            "off from the first": "%+.4f, %+.4f" % (hr - first["hr"], ndcg - first["ndcg"]),
            "at most": ".001, .001", "training, s": shown(float(r["seconds"]))})


def spark(bench):
    options, k, factors = bench.options, 10, 64
    alpha, regularization = 2.0, 0.0  # MLlib scales its penalty by each row's entries; without one both minimise the same
    users, items, entries = (943, 1682, 100_000) if options.quick else (60_000, 20_000, 5_600_000)
    iterations = 3
    matrix = bench.data.matrix(users, items, entries)
    judge_arguments = dict(matrix=matrix, items=items, alpha=alpha, regularization=regularization)
    for threads in options.threads[-1:]:
        bench.prepare_spark()
        ours, sparks = bench.ours(), []
        for name, worker in ours:
            worker.ask("als-load", matrix=matrix, items=items)
        for name, vector in (("Spark MLlib", False), ("Spark MLlib, vector module", True))[: 1 if options.quick else 2]:
            worker = bench.spark(name, threads, vector)
            worker.ask("als-load", matrix=matrix, items=items)
            sparks.append((name, worker))
        arguments = dict(factors=factors, iterations=iterations, alpha=alpha, regularization=regularization)
        work = "%s x %s, %s entries, %d factors, Cholesky, random start" % (
            format(users, ","), format(items, ","), format(entries, ","), factors)
        sides = [Side(name, True, worker, "als-cold", solver="cholesky", threads=threads, **arguments) for name, worker in ours]
        sides += [Side(name, False, worker, "als-cold", **arguments) for name, worker in sparks]
        warmups, rounds = _counts(bench, 1, 3)
        measure(bench.results, work, threads, sides, warmups, rounds)
        judge = bench.peer_or_none("numpy", threads)
        losses = {} if judge is None else _losses(bench, judge, sides, "als", **judge_arguments)
        pairs(bench.results, "ALS against Spark, one iteration", work, threads, sides, "s", lambda s: s,
              lambda m, p: _loss_text(losses, m, p, iterations, 0.02) if losses else "not compared",
              lambda m, p: 11 if _is_fast(m) and threads == 2 and p == "Spark MLlib" else None)
        _spark_lists(bench, judge, threads, k, factors, users, items, ours, sparks)
        bench.close()


def _spark_lists(bench, judge, threads, k, factors, users, items, ours, sparks):
    """The best items of all users, from the factors that Spark trained."""
    files = dict(users=bench.data.scratch("spark-users"), items=bench.data.scratch("spark-items"))
    for (name, worker) in sparks:
        worker.ask("als-save", **files)
        sides = []
        for mine, ours_worker in ours:
            ours_worker.ask("topk-load", model="m", **files)
            sides.append(Side(mine, True, ours_worker, "recommend-all", model="m", k=k, threads=threads))
        sides.append(Side(name + " recommendForAllUsers", False, worker, "recommend-all", k=k))
        work = "top-%d of %s items for each of %s users, %d factors" % (k, format(items, ","), format(users, ","), factors)
        warmups, rounds = _counts(bench, 1, 3)
        measure(bench.results, work, threads, sides, warmups, rounds)
        checks = {}
        if judge is not None:
            checks = _compare_lists(bench, judge, sides, k, files["users"], files["items"], "recommend-all-save")
        pairs(bench.results, "Recommending to all users against Spark", work, threads, sides, "users/s", lambda s: users / s,
              lambda m, p: checks.get((m, p), "not compared"), lambda m, p: None)
