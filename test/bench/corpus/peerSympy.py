"""SymPy on the corpus: items as JSON lines on standard input, `true`, `false` or `cannot` a line back.

`true`: simplify(left − right) is 0. `false`: it is a number other than 0, or `equals(0)` finds it not 0.
`equals` tries complex numbers whatever is assumed of a symbol, so that what is true of real or of integer
numbers only may be called false: those answers are counted, being the ones its users get.
Assumptions come from `given` and `over`. At most SECONDS an item and TOTAL seconds in all, of processor time: other work on the
machine takes no answers away.
"""

import json
import signal
import sys
import time
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).parents[2] / "corpus"))

import sympy as sp  # noqa: E402
from equation import CHAIN, equation, given, split_commas  # noqa: E402

SECONDS = 20
TOTAL = 600
NAMES = {
    "atan": sp.atan, "log": sp.log, "abs": sp.Abs, "factorial": sp.factorial, "binomial": sp.binomial,
    "conj": sp.conjugate, "mod": sp.Mod, "sign": sp.sign, "cbrt": sp.real_root,
}  # fmt: skip


def assumptions(text, over, name):
    """`x > 0` and its kin, as SymPy knows them; other hypotheses it is not told."""
    integers, _ = given(text)
    known = {"integer": True} if name in integers else {"real": True} if over == "R" else {"complex": True}
    for part in (p.strip() for p in split_commas(text or "")):
        pieces = [p.strip() for p in CHAIN.split(part)]
        for left, relation, right in zip(pieces[0::2], pieces[1::2], pieces[2::2]):
            if (left, relation) == (name, ">") and right.isdigit() or (relation, right) == ("<", name) and left.isdigit():
                known["positive"] = True
            if (left, relation) == (name, ">=") and right.isdigit() or (relation, right) == ("<=", name) and left.isdigit():
                lower = int(right if left == name else left)
                known["positive" if lower > 0 else "nonnegative"] = True
    return known


def convert(tree, symbol):
    kind = tree[0]
    if kind == "number":
        return sp.Rational(tree[1])
    if kind == "name":
        return {"pi": sp.pi, "e": sp.E, "i": sp.I}.get(tree[1]) or symbol(tree[1])
    if kind == "list":
        rows = [convert(part, symbol) for part in tree[1:]]
        return sp.Matrix(rows) if isinstance(rows[0], list) else rows
    if kind == "neg":
        return -convert(tree[1], symbol)
    if kind in "+-*/^":
        a, b = convert(tree[1], symbol), convert(tree[2], symbol)
        return a + b if kind == "+" else a - b if kind == "-" else a * b if kind == "*" else a / b if kind == "/" else a**b
    name, *parts = tree[1:]
    args = [convert(part, symbol) for part in parts]
    if name in ("sum", "product"):
        return (sp.Sum if name == "sum" else sp.Product)(args[0], tuple(args[1:])).doit()
    if name == "diff":
        return sp.diff(*args)
    if name == "integrate":
        return sp.integrate(args[0], args[1] if len(args) == 2 else tuple(args[1:]))
    if name in ("det", "trace", "transpose", "inv"):
        matrix = args[0]
        return {"det": matrix.det, "trace": matrix.trace, "transpose": lambda: matrix.T, "inv": matrix.inv}[name]()
    if name == "cbrt":
        return sp.real_root(args[0], 3)
    return (NAMES.get(name) or getattr(sp, name))(*args)


def decide(item):
    over = item.get("over", "R")
    known = {}

    def symbol(name):
        if name not in known:
            known[name] = sp.Symbol(name, **assumptions(item.get("given"), over, name))
        return known[name]

    left, right = (convert(side, symbol) for side in equation(item["equation"]))
    difference = left - right
    entries = list(difference) if isinstance(difference, sp.MatrixBase) else [difference]
    if item.get("upTo"):
        entries = [sp.diff(entry, symbol("x")) for entry in entries]
    simple = [sp.simplify(entry) for entry in entries]
    if all(entry == 0 for entry in simple):
        return "true"
    verdicts = [entry.equals(0) for entry in simple]
    if any(v is False for v in verdicts):
        return "false"
    return "true" if all(v is True for v in verdicts) else "cannot"


def expired(*_):
    raise TimeoutError


def main():
    signal.signal(signal.SIGPROF, expired)
    print(f"sympy {sp.__version__}", flush=True)
    for line in sys.stdin:
        left = TOTAL - time.process_time()
        try:
            if left < 1:
                raise TimeoutError
            signal.setitimer(signal.ITIMER_PROF, min(SECONDS, left))
            answer = decide(json.loads(line))
        except Exception:  # whatever it raises, it has no answer
            answer = "cannot"
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
        print(answer, flush=True)


main()
