"""The faults of the bench, put to e3nn, escnn, and hypothesis with numpy.allclose. Prints one JSON object.

Usage: python peers.py TRIALS. A checker whose package is missing is named in "missing".
"""

import json
import os
import sys
import warnings

warnings.filterwarnings("ignore")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")
TRIALS = int(sys.argv[1])
EPSILONS = range(1, 8)
THIN = 3.0902  # P(X > 3.0902) = 10^-3 for a standard normal X
versions, missing, seen = {}, {}, []


def record(checker, layer, fault, check, dtype):
    """`check(trial)` returns whether the checker rejects that layer."""
    refuted = sum(bool(check(trial)) for trial in range(TRIALS))
    seen.append(
        dict(checker=checker, layer=layer, fault=fault, numbers=dtype, trials=TRIALS,
             refuted=refuted, undecided=0, accepted=TRIALS - refuted)
    )


def one_weight(matrix, factor, rng):
    """The matrix with one weight, an entry that is not zero, multiplied by a factor."""
    import numpy as np

    out = np.array(matrix)
    rows, cols = np.nonzero(np.abs(out) > 1e-9)
    k = rng.integers(len(rows))
    out[rows[k], cols[k]] *= factor
    return out


def matrix_faults(product_order):
    """Faults of a linear layer y = x A: name -> (A, rng) -> function of x, for numpy and torch alike."""
    import numpy as np

    def dense(change, scale=1.0):
        def build(A, rng, like):
            B = like(change(A, rng))
            return lambda x: (x @ B) * scale

        return build

    def thin(A, rng, like):
        B = like(A)

        def layer(x):
            excess = x[..., :1] - THIN
            return x @ B + 0.1 * excess * (excess > 0)

        return layer

    def half(A, rng, like):
        B = like(np.asarray(A, dtype=np.float16).astype(np.float64))

        def layer(x):
            h = x.half().to(x.dtype) if hasattr(x, "half") else x.astype(np.float16).astype(x.dtype)
            return h @ B

        return layer

    def nan(A, rng, like):
        B = like(A)
        return lambda x: (x @ B) * float("nan")

    same = lambda A, rng: A
    faults = {f"epsilon-{k}": dense(lambda A, rng, k=k: one_weight(A, 1 + 10.0**-k, rng)) for k in EPSILONS}
    faults["parity-sign"] = dense(lambda A, rng: one_weight(A, -1, rng))
    faults["off-by-one"] = dense(lambda A, rng: np.roll(A, 1, axis=1))
    # Rounding entry by entry commutes with permutations: on a finite group it is no fault.
    if product_order is None:
        faults["half-inside"] = half
    else:
        faults["product-order"] = dense(product_order)
    faults["thin-set"] = thin
    faults["broken-small"] = dense(lambda A, rng: one_weight(A, 1.1, rng), 1e-6)
    faults["broken-large"] = dense(lambda A, rng: one_weight(A, 1.1, rng), 1e6)
    faults["nan"] = nan
    faults["zero-layer"] = dense(lambda A, rng: 0 * A)
    faults["rescaled"] = dense(same, 1.7)
    faults["correct"] = dense(same)
    faults["correct-small"] = dense(same, 1e-6)
    faults["correct-large"] = dense(same, 1e6)

    def deep(A, rng, like):
        B = like(A)

        def layer(x):
            for _ in range(16):
                x = x @ B
            return x

        return layer

    faults["correct-deep"] = deep
    return faults


def e3nn_checks():
    import e3nn
    import numpy as np
    import torch
    from e3nn import o3
    from e3nn.util.test import assert_equivariant

    versions["e3nn"] = e3nn.__version__
    versions["torch"] = torch.__version__
    torch.set_num_threads(1)
    irreps = o3.Irreps("8x0e + 8x1o + 8x2e")
    like = lambda A: torch.tensor(np.asarray(A), dtype=torch.float32)
    for fault, build in matrix_faults(None).items():

        def rejects(trial, build=build):
            torch.manual_seed(trial)
            rng = np.random.default_rng(trial)
            A = o3.Linear(irreps, irreps)(torch.eye(irreps.dim)).detach().numpy()
            try:
                assert_equivariant(build(A, rng, like), irreps_in=[irreps], irreps_out=[irreps])
                return False
            except AssertionError:
                return True

        record("e3nn assert_equivariant", "linear layer on SO(3)", fault, rejects, "float32")


def escnn_checks():
    import escnn
    import numpy as np
    import torch
    from escnn import group, gspaces, nn

    versions["escnn"] = escnn.__version__
    space = gspaces.no_base_space(group.octa_group())
    G = space.fibergroup
    kind = nn.FieldType(space, [G.regular_representation])
    elements = G.elements
    index = {g: k for k, g in enumerate(elements)}
    like = lambda A: torch.tensor(np.asarray(A), dtype=torch.float32)

    def wrong_order(A, rng):
        psi = rng.standard_normal(len(elements))
        return np.array([[psi[index[g @ h]] for g in elements] for h in elements])

    class Layer(torch.nn.Module):
        check_equivariance = nn.Linear.check_equivariance

        def __init__(self, apply):
            super().__init__()
            self.space, self.in_type, self.out_type, self.apply_to = space, kind, kind, apply

        def forward(self, x):
            return nn.GeometricTensor(self.apply_to(x.tensor), kind)

    for fault, build in matrix_faults(wrong_order).items():

        def rejects(trial, build=build):
            torch.manual_seed(trial)
            rng = np.random.default_rng(trial)
            linear = nn.Linear(kind, kind, bias=False)
            linear.eval()
            A = linear(nn.GeometricTensor(torch.eye(kind.size), kind)).tensor.detach().numpy()
            try:
                Layer(build(A, rng, like)).check_equivariance(verbose=False)
                return False
            except AssertionError:
                return True

        record("escnn check_equivariance", "group convolution", fault, rejects, "float32")


def hypothesis_checks():
    import hypothesis
    import hypothesis.extra.numpy as arrays
    import numpy as np
    from hypothesis import HealthCheck, Phase, given, settings, strategies
    from itertools import permutations

    versions["hypothesis"] = hypothesis.__version__
    versions["numpy"] = np.__version__
    group = list(permutations(range(4)))
    index = {g: k for k, g in enumerate(group)}
    times = lambda g, h: tuple(g[i] for i in h)
    inverse = lambda g: tuple(sorted(range(4), key=lambda i: g[i]))
    table = np.array([[index[times(g, h)] for h in group] for g in group])
    inverses = np.array([index[inverse(g)] for g in group])

    def wrong_order(A, rng):
        psi = rng.standard_normal(24)
        return psi[table.T]

    for fault, build in matrix_faults(wrong_order).items():

        def rejects(trial, build=build):
            rng = np.random.default_rng(trial)
            psi = rng.standard_normal(24)
            # y(g) = sum over h of f(h) psi(g^-1 h), as x A with A[h, g].
            A = psi[table[inverses]].T
            layer = build(A, rng, np.asarray)

            @hypothesis.seed(trial)
            @settings(
                max_examples=100,
                database=None,
                deadline=None,
                phases=[Phase.generate],  # shrinking changes no verdict
                suppress_health_check=list(HealthCheck),
            )
            @given(
                arrays.arrays(np.float64, 24, elements=strategies.floats(-10, 10)),
                strategies.integers(0, 23),
            )
            def property(f, u):
                moved = table[inverses[u]]
                assert np.allclose(layer(f[moved]), layer(f)[moved])

            try:
                property()
                return False
            except (AssertionError, hypothesis.errors.HypothesisException):
                return True
            except BaseExceptionGroup:
                return True

        record("hypothesis + numpy.allclose", "group convolution", fault, rejects, "float64")


for name, run in (("e3nn", e3nn_checks), ("escnn", escnn_checks), ("hypothesis", hypothesis_checks)):
    try:
        run()
    except ImportError as error:
        missing[name] = str(error)
print("=> " + json.dumps(dict(versions=versions, missing=missing, seen=seen)))
