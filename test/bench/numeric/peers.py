"""The checks of the numeric bench as a competent user writes them: no bound, one core.

Usage: python peers.py CHECK COUNT. Prints a line of JSON for each peer that is here: its name and version,
samples per second of CPU time (median of runs), and whether the claim and its false twin passed.
"""

import json
import os
import sys
import time

for name in ("OMP", "OPENBLAS", "MKL", "NUMBA"):
    os.environ[name + "_NUM_THREADS"] = "1"

import numpy as np

try:
    import numba
except ImportError:
    numba = None
try:
    import torch

    torch.set_num_threads(1)
except ImportError:
    torch = None

rng = np.random.default_rng(20261124)


def normal(count, n):
    return rng.standard_normal((count, n, n)) + 1j * rng.standard_normal((count, n, n))


def haar(count, n):
    q, r = np.linalg.qr(normal(count, n))
    d = np.einsum("bii->bi", r)
    return q * (d / abs(d))[:, None, :]


def special(count):
    q = haar(count, 3)
    q[:, :, 2] /= np.linalg.det(q)[:, None]
    return q


def dagger(a):
    return np.conj(np.swapaxes(a, -1, -2))


def report(name, version, count, claim, twin, tolerance, seconds=1.0):
    """`claim` and `twin` return the worst residual."""
    passed, refuted = claim(), twin()
    times = []
    begun = time.perf_counter()
    while len(times) < 3 or (time.perf_counter() - begun < seconds and len(times) < 200):
        start = time.process_time()
        claim()
        times.append(time.process_time() - start)
    print(
        json.dumps(
            {
                "name": name,
                "version": version,
                "rate": count / sorted(times)[len(times) // 2],
                "claim": bool(passed < tolerance),
                "twin": bool(refuted < tolerance),
            }
        )
    )


def ready(count):
    return haar(count, 3), normal(count, 3)


def trace(count):
    g, W = ready(count)

    def einsum(a, b, c):
        left = np.einsum("bij,bij->b", a @ b, c)
        return abs(left - np.einsum("bii->b", b)).max()

    report(
        "NumPy", np.__version__, count,
        lambda: einsum(g, W, g.conj()), lambda: einsum(g, W, g), 1e-9,
    )
    if numba is not None:

        def loop(g, W, conjugate):
            worst = 0.0
            for b in range(g.shape[0]):
                total = -(W[b, 0, 0] + W[b, 1, 1] + W[b, 2, 2])
                for i in range(3):
                    for k in range(3):
                        x = g[b, i, 0] * W[b, 0, k] + g[b, i, 1] * W[b, 1, k] + g[b, i, 2] * W[b, 2, k]
                        y = g[b, i, k]
                        total += x * (y.conjugate() if conjugate else y)
                size = total.real * total.real + total.imag * total.imag
                if size > worst:
                    worst = size
            return worst**0.5

        for name, fast in (("numba c128", False), ("numba c128 fastmath", True)):
            compiled = numba.njit(fastmath=fast)(loop)
            report(name, numba.__version__, count, lambda: compiled(g, W, True), lambda: compiled(g, W, False), 1e-9)
    if torch is None:
        return
    tg, tW = torch.from_numpy(g), torch.from_numpy(W)

    def complex_torch(a, b, c):
        left = torch.einsum("bij,bij->b", a @ b, c)
        return (left - torch.einsum("bii->b", b)).abs().max().item()

    report("PyTorch c128", torch.__version__, count, lambda: complex_torch(tg, tW, tg.conj()), lambda: complex_torch(tg, tW, tg), 1e-9)
    for dtype, name, tolerance in ((torch.float64, "f64", 1e-9), (torch.float32, "f32", 1e-3)):
        a, b, c, d = (x.to(dtype).contiguous() for x in (tg.real, tg.imag, tW.real, tW.imag))

        def split(sign):
            # The batch last, so that each of the 27 complex products is one vectorised operation.
            re = im = 0
            for i in range(3):
                for k in range(3):
                    x = y = 0
                    for j in range(3):
                        x = x + A[i, j] * C[j, k] - B[i, j] * D[j, k]
                        y = y + A[i, j] * D[j, k] + B[i, j] * C[j, k]
                    re = re + x * A[i, k] + sign * y * B[i, k]
                    im = im + y * A[i, k] - sign * x * B[i, k]
            re = re - C[0, 0] - C[1, 1] - C[2, 2]
            im = im - D[0, 0] - D[1, 1] - D[2, 2]
            return torch.maximum(re.abs().max(), im.abs().max()).item()

        A, B, C, D = (x.permute(1, 2, 0).contiguous() for x in (a, b, c, d))
        report("PyTorch split " + name, torch.__version__, count, lambda: split(1), lambda: split(-1), tolerance)


def drawn(count):
    def once(conjugate, size=2000):
        worst = 0.0
        for _ in range(0, count, size):
            g, W = special(size), special(size)
            left = np.einsum("bij,bij->b", g @ W, g.conj() if conjugate else g)
            worst = max(worst, abs(left - np.einsum("bii->b", W)).max())
        return worst

    report("NumPy", np.__version__, count, lambda: once(True), lambda: once(False), 1e-9)


def plaquette(count):
    U = [haar(count, 3) for _ in range(4)]
    g = [haar(count, 3) for _ in range(4)]

    def check(g0):
        ends = ((0, 1), (1, 2), (3, 2), (0, 3))
        a, b, c, d = (g[x] @ u @ dagger(g[y]) for u, (x, y) in zip(U, ends))
        left = a @ b @ dagger(c) @ dagger(d)
        right = g[0] @ (U[0] @ U[1] @ dagger(U[2]) @ dagger(U[3])) @ dagger(g0)
        return abs(left - right).max()

    report("NumPy", np.__version__, count, lambda: check(g[0]), lambda: check(g[1]), 1e-9)
    if numba is None:
        return

    @numba.njit(fastmath=True)
    def mul(out, a, b):
        for i in range(3):
            for j in range(3):
                out[i, j] = a[i, 0] * b[0, j] + a[i, 1] * b[1, j] + a[i, 2] * b[2, j]

    @numba.njit(fastmath=True)
    def muldagger(out, a, b):
        for i in range(3):
            for j in range(3):
                out[i, j] = (
                    a[i, 0] * b[j, 0].conjugate() + a[i, 1] * b[j, 1].conjugate() + a[i, 2] * b[j, 2].conjugate()
                )

    @numba.njit(fastmath=True)
    def loop(U0, U1, U2, U3, g0, g1, g2, g3, last):
        worst = 0.0
        s, a, b, c, d, p, q = (
            np.empty((3, 3), np.complex128), np.empty((3, 3), np.complex128), np.empty((3, 3), np.complex128),
            np.empty((3, 3), np.complex128), np.empty((3, 3), np.complex128), np.empty((3, 3), np.complex128),
            np.empty((3, 3), np.complex128),
        )
        for k in range(U0.shape[0]):
            mul(s, g0[k], U0[k])
            muldagger(a, s, g1[k])
            mul(s, g1[k], U1[k])
            muldagger(b, s, g2[k])
            mul(s, g3[k], U2[k])
            muldagger(c, s, g2[k])
            mul(s, g0[k], U3[k])
            muldagger(d, s, g3[k])
            mul(s, a, b)
            muldagger(p, s, c)
            muldagger(q, p, d)
            mul(a, U0[k], U1[k])
            muldagger(b, a, U2[k])
            muldagger(c, b, U3[k])
            mul(d, g0[k], c)
            muldagger(p, d, last[k])
            for i in range(3):
                for j in range(3):
                    r = q[i, j] - p[i, j]
                    size = r.real * r.real + r.imag * r.imag
                    if size > worst:
                        worst = size
        return worst**0.5

    report("numba c128", numba.__version__, count, lambda: loop(*U, *g, g[0]), lambda: loop(*U, *g, g[1]), 1e-9)


def convolution(count, table, inverse):
    """f * psi (x) = sum over y of f(y) psi(y^-1 x); shifts by every element of a batch's own choice."""
    n = len(table)
    gather = np.array([[table[inverse[y]][x] for x in range(n)] for y in range(n)])
    shift = 1
    moved = np.array([table[inverse[shift]][x] for x in range(n)])
    wrong = np.array([table[x][shift] for x in range(n)])
    for dtype, name, tolerance in ((np.float64, "f64", 1e-9), (np.float32, "f32", 1e-2)):
        f, psi = (rng.standard_normal((count, n)).astype(dtype) for _ in range(2))

        def by_sample(left, right):
            worst = 0.0
            for k in range(0, count, 1000):
                g, K = f[k : k + 1000], psi[k : k + 1000][:, gather]
                one = np.einsum("by,byx->bx", g[:, left], K, optimize=True)
                other = np.einsum("by,byx->bx", g, K, optimize=True)[:, right]
                worst = max(worst, abs(one - other).max())
            return worst

        columns = [np.ascontiguousarray(a.T) for a in (f, psi)]

        def by_element(left, right):
            worst = 0.0
            for k in range(0, count, 10000):
                g, p = (a[:, k : k + 10000] for a in columns)
                one, other = np.zeros_like(p), np.zeros_like(p)
                for y in range(n):
                    shifted = p[gather[y]]
                    one += g[left[y]] * shifted
                    other += g[y] * shifted
                worst = max(worst, abs(one - other[right]).max())
            return worst

        false = (wrong, wrong) if n == 24 else (moved, np.arange(n))
        for title, check in (("NumPy ", by_sample), ("NumPy by element ", by_element)):
            report(title + name, np.__version__, count, lambda: check(moved, moved), lambda: check(*false), tolerance)
        if numba is None:
            continue

        @numba.njit(fastmath=True)
        def loop(f, psi, gather, left, right):
            worst = 0.0
            n = f.shape[1]
            for b in range(f.shape[0]):
                for x in range(n):
                    p = f[b, 0] * 0
                    q = p
                    for y in range(n):
                        p += f[b, left[y]] * psi[b, gather[y, x]]
                        q += f[b, y] * psi[b, gather[y, right[x]]]
                    worst = max(worst, abs(p - q))
            return worst

        same = np.arange(n)
        report("numba " + name, numba.__version__, count, lambda: loop(f, psi, gather, moved, moved), lambda: loop(f, psi, gather, moved, same), tolerance)


def chern(count, draw):
    size = 24

    def det(u):
        a, b, c = u[..., 0, :], u[..., 1, :], u[..., 2, :]
        return (
            a[..., 0] * (b[..., 1] * c[..., 2] - b[..., 2] * c[..., 1])
            - a[..., 1] * (b[..., 0] * c[..., 2] - b[..., 2] * c[..., 0])
            + a[..., 2] * (b[..., 0] * c[..., 1] - b[..., 1] * c[..., 0])
        )

    def links():
        return haar(count * 2 * size * size, 3).reshape(count, 2, size, size, 3, 3)

    kept = None if draw else links()

    def number(angle, phases, roll):
        x, y = phases(links() if draw else kept)
        field = angle(x * roll(y, 1) * roll(x, 2).conj() * y.conj())
        return field.reshape(count, -1).sum(1) / (2 * np.pi)

    def numpy_phases(u):
        d = det(u)
        return d[:, 0], d[:, 1]

    def residual(offset):
        c = number(np.angle, numpy_phases, lambda a, axis: np.roll(a, -1, axis))
        return abs(c + offset - np.round(c)).max()

    report("NumPy", np.__version__, count, lambda: residual(0), lambda: residual(0.25), 1e-9)
    if torch is None or draw:
        return
    t = torch.from_numpy(kept)

    def torch_residual(offset):
        d = det(t)
        x, y = d[:, 0], d[:, 1]
        p = x * torch.roll(y, -1, 1) * torch.roll(x, -1, 2).conj() * y.conj()
        c = torch.angle(p).reshape(count, -1).sum(1) / (2 * np.pi)
        return (c + offset - torch.round(c)).abs().max().item()

    report("PyTorch c128", torch.__version__, count, lambda: torch_residual(0), lambda: torch_residual(0.25), 1e-9)


def unit(count):
    """One example at a time: drawn by hypothesis, compared by numpy.allclose; and the comparison alone."""
    g, W = haar(count, 3), normal(count, 3)

    def comparison(conjugate):
        worst = 0.0
        for a, b in zip(g, W):
            left = np.trace(a @ b @ (a.conj().T if conjugate else a.T))
            if not np.allclose(left, np.trace(b)):
                worst = max(worst, abs(left - np.trace(b)))
        return worst

    report("NumPy + allclose", np.__version__, count, lambda: comparison(True), lambda: comparison(False), 1e-9)
    try:
        import hypothesis
        from hypothesis import strategies as st
        from hypothesis.extra.numpy import arrays
    except ImportError:
        return
    examples = 500
    entries = arrays(np.float64, (2, 3, 3), elements=st.floats(-4, 4))

    def tested(conjugate):
        @hypothesis.settings(max_examples=examples, deadline=None, database=None, suppress_health_check=list(hypothesis.HealthCheck))
        @hypothesis.given(entries, entries)
        def claim(a, b):
            A, W = a[0] + 1j * a[1], b[0] + 1j * b[1]
            X = (A - A.conj().T) / 2
            one = np.eye(3)
            g = np.linalg.solve(one + X, one - X)
            assert np.allclose(np.trace(g @ W @ (g.conj().T if conjugate else g.T)), np.trace(W), atol=1e-6)

        try:
            claim()
        except AssertionError:
            return 1.0
        return 0.0

    report("hypothesis", hypothesis.__version__, examples, lambda: tested(True), lambda: tested(False), 1e-9)


def wilson(count):
    """The gradient of Re sum tr P by autograd; its definition at one link, tr(U dS) = sum of tr P, as the check."""
    if torch is None:
        return
    for dtype, name, tolerance in ((torch.complex128, "c128", 1e-9), (torch.complex64, "c64", 1e-3)):
        U = torch.from_numpy(haar(4**5, 3).reshape(4, 4, 4, 4, 4, 3, 3)).to(dtype).requires_grad_(True)

        def plaquettes(U):
            for mu in range(4):
                for nu in range(mu):
                    right = torch.roll(U[mu], -1, nu).mH @ U[nu].mH
                    P = U[mu] @ torch.roll(U[nu], -1, mu) @ right
                    yield mu, nu, torch.einsum("...ii->...", P)

        def gradient():
            action = sum(t.real.sum() for _, _, t in plaquettes(U))
            return torch.autograd.grad(action, U)[0]

        def residual(wrong):
            found = torch.einsum("...ij,...ij->...", gradient().conj() if not wrong else gradient(), U).real
            with torch.no_grad():
                total = torch.zeros_like(found)
                for mu, nu, t in plaquettes(U):
                    total[mu] += t.real + torch.roll(t, 1, nu).real
                    total[nu] += t.real + torch.roll(t, 1, mu).real
            return (found - total).abs().max().item()

        assert residual(False) < tolerance and not residual(True) < tolerance, "gradient"
        report("PyTorch " + name, torch.__version__, count, lambda: 0 * gradient().abs().max().item(), lambda: residual(True), tolerance)


check, count = sys.argv[1], int(sys.argv[2])
if check == "convolution":
    convolution(count, *json.load(sys.stdin))
elif check in ("chern", "chernDrawn"):
    chern(count, check == "chernDrawn")
else:
    {"trace": trace, "drawn": drawn, "plaquette": plaquette, "wilson": wilson, "unit": unit}[check](count)
