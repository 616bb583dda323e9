"""The Python side of paired runs: answers one command per line, as RecsysWorker does. Runs inside the virtual environment."""

import os
import sys
import time
import traceback
import warnings

import numpy as np
import scipy.sparse
import threadpoolctl

THREADS = int(os.environ["PEER_THREADS"])

state = {}


def timed(work):
    cpu, start = time.process_time(), time.perf_counter()
    result = work()
    seconds = time.perf_counter() - start
    return result, {"seconds": seconds, "cpu": time.process_time() - cpu}


def read_matrix(prefix, items, dtype=np.float32):
    indptr = np.load(prefix + ".indptr.npy")
    indices = np.load(prefix + ".indices.npy")
    data = np.load(prefix + ".data.npy").astype(dtype)
    return scipy.sparse.csr_matrix((data, indices, indptr), shape=(len(indptr) - 1, items))


# --- top-k -------------------------------------------------------------------------------------------------------------------


def topk_load(a):
    state["users"] = np.load(a["users"])
    state["items"] = np.load(a["items"])
    state.pop("scores", None)
    if a["lib"] == "faiss":
        import faiss

        faiss.omp_set_num_threads(THREADS)
        state["index"] = faiss.IndexFlatIP(state["items"].shape[1])
        state["index"].add(state["items"])
    return {}


def topk(a):
    count, k = int(a["users"]), int(a["k"])
    users = np.take(state["users"], np.arange(count), axis=0, mode="wrap")
    if a["lib"] == "implicit":
        import implicit.cpu.topk

        (ids, _), timing = timed(
            lambda: implicit.cpu.topk.topk(state["items"], users, k, num_threads=THREADS))
    elif a["lib"] == "faiss":
        (_, ids), timing = timed(lambda: state["index"].search(users, k))
    else:
        raise ValueError("unknown lib " + a["lib"])
    state["lists"] = ids
    return timing


def topk_save(a):
    np.save(a["out"], state["lists"].astype(np.int32))
    return {}


def sgemm(a):
    """Writes the matrix of all scores of 192 users at a time, in the order of the operands that is faster here."""
    count, block = int(a["users"]), 192
    items = state["items"]
    if "scores" not in state:
        users = np.ascontiguousarray(state["users"][:block])
        state["scores"] = {
            "users x items": (np.zeros((block, len(items)), np.float32), lambda u, out: np.dot(u, items.T, out=out)),
            "items x users": (np.zeros((len(items), block), np.float32), lambda u, out: np.dot(items, u.T, out=out)),
        }
        best = {}
        for order, (out, multiply) in state["scores"].items():
            best[order] = min(timed(lambda: multiply(users, out))[1]["seconds"] for _ in range(4))
        state["order"] = min(best, key=best.get)
        state["scores"] = {state["order"]: state["scores"][state["order"]]}
    out, multiply = state["scores"][state["order"]]
    if count % block:
        raise ValueError("users must be a multiple of %d" % block)
    blocks = [np.ascontiguousarray(np.take(state["users"], np.arange(f, f + block), axis=0, mode="wrap"))
              for f in range(0, count, block)]
    _, timing = timed(lambda: [multiply(b, out) for b in blocks])
    return timing | {"order": state["order"].replace(" ", "")}


def sgemv(a):
    """All scores of one user, nothing selected: milliseconds."""
    items, out = state["items"], np.zeros(len(state["items"]), np.float32)
    times = []
    for i in range(int(a["count"])):
        user = state["users"][i % len(state["users"])]
        times.append(timed(lambda: np.dot(items, user, out=out))[1]["seconds"])
    return {"seconds": float(np.quantile(times, 0.5)), "cpu": 0, "p99": 1e3 * float(np.quantile(times, 0.99))}


def compare_lists(a):
    """Counts users whose lists differ, and those where the difference is more than rounding of equal scores."""
    first, second = np.load(a["first"]), np.load(a["second"])
    users, items = np.load(a["users"], mmap_mode="r"), np.load(a["items"], mmap_mode="r")
    different, unexplained, places = 0, 0, 0
    for u in range(len(first)):
        if np.array_equal(first[u], second[u]):
            continue
        different += 1
        places += int(np.sum(first[u] != second[u]))
        user = users[u % len(users)].astype(np.float64)
        ids = np.concatenate([first[u], second[u]])
        vectors = items[ids].astype(np.float64)
        scores = vectors @ user
        # what float32 products and sums may be off by, generously
        slack = 1e-6 * np.max(np.linalg.norm(vectors, axis=1)) * np.linalg.norm(user)
        mine, theirs = scores[: len(first[u])], scores[len(first[u]):]
        if len(set(first[u])) < len(first[u]) or np.max(np.abs(mine - theirs)) > slack:
            unexplained += 1
    return {"lists": len(first), "different": different, "places": places, "unexplained": unexplained}


# --- ALS ---------------------------------------------------------------------------------------------------------------------


def als_load(a):
    matrix = read_matrix(a["matrix"], int(a["items"]))
    matrix.data = 1 + np.float32(a["alpha"]) * matrix.data  # the confidence itself
    state["confidence"] = matrix.T.tocsr()  # solves its rows first, as the other side solves items first
    state["start"] = np.load(a["startUsers"]), np.load(a["startItems"])
    return {}


def als(a):
    import implicit.cpu.als

    model = implicit.cpu.als.AlternatingLeastSquares(
        factors=state["start"][0].shape[1], regularization=float(a["regularization"]), alpha=1.0,
        use_cg=a["solver"] == "cg", iterations=int(a["iterations"]), num_threads=THREADS)
    model.cg_steps = 3
    model.user_factors = state["start"][1].copy()  # rows of the matrix: items
    model.item_factors = state["start"][0].copy()
    ends = []
    _, whole = timed(lambda: model.fit(
        state["confidence"], show_progress=False,
        callback=lambda *_: ends.append((time.perf_counter(), time.process_time()))))
    state["model"] = model
    (t0, c0), (t1, c1) = ends[0], ends[-1]
    n = len(ends) - 1
    return {"seconds": (t1 - t0) / n, "cpu": (c1 - c0) / n, "whole": whole["seconds"]}


def als_save(a):
    np.save(a["users"], state["model"].item_factors)
    np.save(a["items"], state["model"].user_factors)
    return {}


def als_loss(a):
    """The value of the function that both minimise, in double precision."""
    matrix = read_matrix(a["matrix"], int(a["columns"]), np.float64)
    users, items = np.load(a["users"]).astype(np.float64), np.load(a["items"]).astype(np.float64)
    rows = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    total = float(np.sum((users.T @ users) * (items.T @ items)))  # squares of all scores
    step = 1 << 20
    for f in range(0, matrix.nnz, step):
        score = np.einsum("ij,ij->i", users[rows[f:f + step]], items[matrix.indices[f:f + step]])
        confidence = 1 + float(a["alpha"]) * matrix.data[f:f + step]
        total += float(np.sum(confidence * (1 - score) ** 2 - score ** 2))
    total += float(a["regularization"]) * float(np.sum(users ** 2) + np.sum(items ** 2))
    return {"loss": total}


# --- NMF ---------------------------------------------------------------------------------------------------------------------


def nmf_load(a):
    state["matrix"] = read_matrix(a["matrix"], int(a["items"]))
    state["start"] = np.load(a["startUsers"]), np.ascontiguousarray(np.load(a["startItems"]).T)
    return {}


def nmf(a):
    """Seconds per iteration: the difference between one iteration and many."""
    from sklearn.decomposition import NMF

    warnings.simplefilter("ignore")

    def fit(iterations):
        model = NMF(n_components=state["start"][0].shape[1], solver="cd", init="custom", tol=0, max_iter=iterations)
        w, h = state["start"][0].copy(), state["start"][1].copy()
        users, timing = timed(lambda: model.fit_transform(state["matrix"], W=w, H=h))
        state["factors"] = users, model.components_.T
        return timing

    n = int(a["iterations"])
    one, many = fit(1), fit(n)
    return {key: (many[key] - one[key]) / (n - 1) for key in one}


def nmf_save(a):
    np.save(a["users"], np.ascontiguousarray(state["factors"][0]))
    np.save(a["items"], np.ascontiguousarray(state["factors"][1]))
    return {}


def nmf_error(a):
    """The Frobenius norm of what is left of the matrix, in double precision."""
    matrix = read_matrix(a["matrix"], int(a["columns"]), np.float64)
    users, items = np.load(a["users"]).astype(np.float64), np.load(a["items"]).astype(np.float64)
    rows = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    score = np.einsum("ij,ij->i", users[rows], items[matrix.indices])
    squared = float(np.sum(matrix.data ** 2) - 2 * np.sum(matrix.data * score) + np.sum((users.T @ users) * (items.T @ items)))
    return {"loss": squared ** 0.5}


# -----------------------------------------------------------------------------------------------------------------------------


def blas(a):
    """Which BLAS libraries are loaded, with which kernels and on how many threads; imports the library that is asked for."""
    if a["lib"] in ("implicit", "faiss", "sklearn"):
        __import__({"implicit": "implicit.cpu.als"}.get(a["lib"], a["lib"]))
    pools = [p for p in threadpoolctl.threadpool_info()]
    text = "; ".join("%s %s %s, %d threads" % (
        os.path.basename(p["filepath"]).split("-")[0], p.get("version") or "", p.get("architecture") or p["user_api"],
        p["num_threads"]) for p in pools)
    return {"blas": text}


COMMANDS = {
    "blas": blas, "topk-load": topk_load, "topk": topk, "topk-save": topk_save, "sgemm": sgemm, "sgemv": sgemv,
    "compare-lists": compare_lists, "als-load": als_load, "als": als, "als-save": als_save, "als-loss": als_loss,
    "nmf-load": nmf_load, "nmf": nmf, "nmf-save": nmf_save, "nmf-error": nmf_error,
}


def main():
    out = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what libraries print must not get between the answers
    print("ok\tpython=%s" % sys.version.split()[0], file=out, flush=True)
    for line in sys.stdin:
        name, *cells = line.rstrip("\n").split("\t")
        try:
            reply = COMMANDS[name](dict(cell.split("=", 1) for cell in cells))
            print("\t".join(["ok"] + ["%s=%s" % pair for pair in reply.items()]), file=out, flush=True)
        except Exception as e:  # the other end decides what to do about it
            traceback.print_exc()
            print("error\t" + " ".join(("%s: %s" % (type(e).__name__, e)).split()), file=out, flush=True)


if __name__ == "__main__":
    main()
