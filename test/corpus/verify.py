"""Is the truth that the corpus states the truth? `python test/corpus/verify.py [file…]`; needs mpmath.

True: both sides agree to 50 digits at 12 random points that satisfy `given`. False: at the witness, which
satisfies `given`, the sides are defined and their difference is the same, not 0, in two precisions.
"""

import json
import random
import sys
from pathlib import Path

import mpmath as mp

sys.dont_write_bytecode = True

from equation import Undefined, equation, evaluate, expression, free, given, is_matrix, satisfies
from equation import without_antiderivative

POINTS = 12
HERE = Path(__file__).parent


def entries(value):
    return [x for row in value for x in row] if is_matrix(value) else [value]


def same_shape(left, right):
    shape = lambda a: [len(row) for row in a] if is_matrix(a) else None
    return shape(left) == shape(right)


def rational(rng, width, denominator):
    return mp.mpf(rng.randint(-width * denominator, width * denominator)) / denominator


def coordinate(rng, is_integer, over, attempt):
    """Small and large, near 0 and far: what is true in one region only is not to pass."""
    if is_integer:
        return mp.mpf(rng.randint(-4, 12) if attempt % 3 else rng.randint(0, 5))
    scale = rng.choice([(3, 9973), (1, 7919), (12, 8191), (200, 4099)] if attempt % 5 else [(2, 3), (6, 7)])
    x = rational(rng, *scale)
    if over == "C" and rng.random() < 0.85:
        return mp.mpc(x, rational(rng, *scale))
    return x


def points(item, names, seed):
    rng = random.Random(seed)
    integers, tests = given(item.get("given"))
    over = item.get("over", "R")
    for attempt in range(20000):
        at = {name: coordinate(rng, name in integers, over, attempt) for name in sorted(names)}
        if satisfies(tests, at, over):
            yield at


def sides(item):
    return without_antiderivative(*equation(item["equation"]))


def differ(left, right, at, over):
    """The entries at which the sides differ, with digits to spare for what cancels."""
    for digits in (120, 500):
        with mp.workdps(digits):
            a, b = evaluate(left, at, over), evaluate(right, at, over)
            if not same_shape(a, b):
                return "the shapes differ"
            pairs = zip(entries(a), entries(b))
            wrong = [(x, y) for x, y in pairs if abs(x - y) > max(abs(x), abs(y), 1) * mp.mpf(10) ** -50]
        if not wrong:
            return None
    return ", ".join(f"{mp.nstr(x, 20)} and {mp.nstr(y, 20)}" for x, y in wrong)


def check_true(item):
    left, right = sides(item)
    over = item.get("over", "R")
    names = free(left) | free(right)
    wanted = POINTS if names else 1
    found = 0
    for k, at in enumerate(points(item, names, item["equation"])):
        if found >= wanted or k > 3000:
            break
        try:
            fault = differ(left, right, at, over)
        except Undefined:
            continue
        if fault:
            return f"differs at {({n: mp.nstr(x, 8) for n, x in at.items()})}: {fault}"
        found += 1
    return None if found >= min(wanted, 5) else f"only {found} points where both sides are defined"


def difference(item, at, digits):
    over = item.get("over", "R")
    with mp.workdps(digits):
        left, right = sides(item)
        point = {name: evaluate(expression(text), {}, "C") for name, text in at.items()}
        integers, tests = given(item.get("given"))
        if not satisfies(tests, point, over):
            return "the witness is outside given"
        if any(point[name] != mp.floor(point[name]) for name in integers & point.keys()):
            return "the witness is no integer"
        if missing := (free(left) | free(right)) - point.keys():
            return f"the witness lacks {sorted(missing)}"
        a, b = evaluate(left, point, over), evaluate(right, point, over)
        if not same_shape(a, b):
            return "the shapes differ"
        return [x - y for x, y in zip(entries(a), entries(b))]


def check_false(item):
    for digits in (60, 400, 3000):
        try:
            low, high = (difference(item, item["witness"], d) for d in (digits, digits + digits // 2))
        except Undefined as reason:
            return f"undefined at the witness: {reason}"
        if isinstance(low, str):
            return low
        if any(y != 0 and abs(x - y) <= abs(y) * mp.mpf(10) ** -8 for x, y in zip(low, high)):
            return None
    return "no difference at the witness"


def check_domains(item):
    """`domains: differ`: at the witness exactly one side is defined."""
    left, right = sides(item)
    over = item.get("over", "R")
    point = {name: evaluate(expression(text), {}, "C") for name, text in item["witness"].items()}
    if not satisfies(given(item.get("given"))[1], point, over):
        return "the witness is outside given"
    defined = []
    for side in (left, right):
        try:
            evaluate(side, point, over)
            defined.append(True)
        except Undefined:
            defined.append(False)
    return None if defined[0] != defined[1] else "the domains do not differ at the witness"


def check(item):
    if item["truth"] is False:
        return check_false(item)
    return check_true(item) or (check_domains(item) if item.get("domains") == "differ" else None)


def main(files):
    wrong = count = 0
    for file in files or sorted(HERE.glob("*.jsonl")):
        for number, line in enumerate(Path(file).read_text().splitlines(), 1):
            item = json.loads(line)
            count += 1
            try:
                fault = check(item)
            except (SyntaxError, KeyError, TypeError, ValueError, OverflowError) as error:
                fault = f"{type(error).__name__}: {error}"
            if fault:
                wrong += 1
                print(f"{Path(file).name}:{number}: {item['equation']}\n    stated {item['truth']}: {fault}")
    print(f"{count} equations, {wrong} wrong")
    return 1 if wrong or count == 0 else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
