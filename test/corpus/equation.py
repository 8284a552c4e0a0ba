"""Equations of the corpus, read and evaluated with mpmath: no code is shared with Commute or mathjs.

Meaning (README.md): `=` is equality wherever both sides are defined. Over R a subexpression that is not a
real number is undefined; over C functions have their principal values.
"""

import re
from math import comb
from fractions import Fraction

import mpmath as mp


class Undefined(Exception):
    """A subexpression has no value there."""


TOKEN = re.compile(r"\s*(\d+\.\d+|\d+|[A-Za-z_]\w*|<=|>=|!=|[-+*/^!()\[\],=<>])")
CONSTANTS = {"pi", "e", "i"}


def tokens(text):
    out, at = [], 0
    text = text.rstrip()
    while at < len(text):
        found = TOKEN.match(text, at)
        if not found:
            raise SyntaxError(f"{text!r} at {at}")
        out.append(found.group(1))
        at = found.end()
    return out


class Parser:
    """Precedence of mathjs: sums, products, implicit products, signs, powers, factorials."""

    def __init__(self, text):
        self.text, self.tokens, self.at = text, tokens(text), 0

    def peek(self):
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def take(self, expected=None):
        token = self.peek()
        if token is None or (expected is not None and token != expected):
            raise SyntaxError(f"{self.text!r}: expected {expected}, got {token}")
        self.at += 1
        return token

    def whole(self):
        tree = self.sum()
        if self.peek() is not None:
            raise SyntaxError(f"{self.text!r}: {self.peek()!r} is left over")
        return tree

    def sum(self):
        tree = self.product()
        while self.peek() in ("+", "-"):
            tree = (self.take(), tree, self.product())
        return tree

    def product(self):
        tree = self.implicit()
        while self.peek() in ("*", "/"):
            tree = (self.take(), tree, self.implicit())
        return tree

    def implicit(self):
        tree = self.signed()
        while self.peek() is not None and re.match(r"[A-Za-z_(]", self.peek()):
            tree = ("*", tree, self.signed())
        return tree

    def signed(self):
        if self.peek() == "-":
            self.take()
            return ("neg", self.signed())
        if self.peek() == "+":
            self.take()
            return self.signed()
        return self.power()

    def power(self):
        base = self.postfix()
        if self.peek() == "^":
            self.take()
            return ("^", base, self.signed())
        return base

    def postfix(self):
        tree = self.atom()
        while self.peek() == "!":
            self.take()
            tree = ("call", "factorial", tree)
        return tree

    def arguments(self, closing):
        found = [self.sum()]
        while self.peek() == ",":
            self.take()
            found.append(self.sum())
        self.take(closing)
        return found

    def atom(self):
        token = self.take()
        if token == "(":
            tree = self.sum()
            self.take(")")
            return tree
        if token == "[":
            return ("list", *self.arguments("]"))
        if re.match(r"\d", token):
            return ("number", token)
        if re.match(r"[A-Za-z_]", token):
            if self.peek() == "(":
                self.take()
                return ("call", token, *self.arguments(")"))
            return ("name", token)
        raise SyntaxError(f"{self.text!r}: unexpected {token!r}")


def expression(text):
    return Parser(text).whole()


def equation(text):
    left, right = text.split("=")
    return expression(left), expression(right)


BINDERS = {"sum", "product", "diff", "integrate"}


def free(tree, bound=frozenset()):
    """Names of the variables in a tree; a derivative's variable is free, a sum's index is not."""
    kind = tree[0]
    if kind == "number":
        return set()
    if kind == "name":
        return set() if tree[1] in CONSTANTS | bound else {tree[1]}
    if kind == "call" and (tree[1] in ("sum", "product") or (tree[1] == "integrate" and len(tree) == 6)):
        _, _, body, index, *limits = tree
        outer = set().union(*(free(limit, bound) for limit in limits))
        return free(body, bound | {index[1]}) | outer
    return set().union(*(free(part, bound) for part in tree[1:] if isinstance(part, tuple)))


def is_matrix(value):
    return isinstance(value, list)


def integer(value):
    real = mp.re(value)
    if mp.im(value) != 0 or real != mp.floor(real):
        raise Undefined("not an integer")
    return int(real)


def real(value):
    if mp.im(value) != 0:
        raise Undefined("not real")
    return mp.re(value)


def power(base, exponent, over):
    if is_matrix(base):
        n = integer(exponent)
        if n < 0:
            return power(inverse(base), -n, over)
        out = [[mp.mpf(i == j) for j in range(len(base))] for i in range(len(base))]
        for _ in range(n):
            out = multiply(out, base)
        return out
    whole = mp.im(exponent) == 0 and mp.re(exponent) == mp.floor(mp.re(exponent))
    if base == 0:
        if exponent == 0:
            return mp.mpf(1)
        if mp.im(exponent) != 0 or mp.re(exponent) < 0:
            raise Undefined("a power of 0")
        return mp.mpf(0)
    if whole:
        return base ** int(mp.re(exponent))
    if over == "R" and base < 0:
        raise Undefined("a root of a negative number")
    return mp.power(base, exponent)


def multiply(a, b):
    if not is_matrix(a) and not is_matrix(b):
        return a * b
    if not is_matrix(a):
        return [[a * y for y in row] for row in b]
    if not is_matrix(b):
        return [[x * b for x in row] for row in a]
    if len(a[0]) != len(b):
        raise Undefined("shapes")
    return [[sum((row[k] * b[k][j] for k in range(len(b))), mp.mpf(0)) for j in range(len(b[0]))] for row in a]


def add(a, b, sign=1):
    if is_matrix(a) != is_matrix(b):
        raise Undefined("a matrix plus a number")
    if not is_matrix(a):
        return a + sign * b
    return [[x + sign * y for x, y in zip(r, s, strict=True)] for r, s in zip(a, b, strict=True)]


def determinant(a):
    """By Leibniz's expansion along the first row."""
    if len(a) == 1:
        return a[0][0]
    minors = ([row[:j] + row[j + 1 :] for row in a[1:]] for j in range(len(a)))
    return sum(((-1) ** j * a[0][j] * determinant(m) for j, m in enumerate(minors)), mp.mpf(0))


def inverse(a):
    det = determinant(a)
    if det == 0:
        raise Undefined("a singular matrix")
    n = len(a)
    if n == 1:
        return [[1 / det]]
    minor = lambda i, j: [row[:j] + row[j + 1 :] for k, row in enumerate(a) if k != i]
    return [[(-1) ** (i + j) * determinant(minor(j, i)) / det for j in range(n)] for i in range(n)]


def domain(test):
    if not test:
        raise Undefined("outside the domain")


def scalar_functions(over):
    """f ↦ its value; over R a value that is not real is Undefined."""
    reals = over == "R"

    def within(f, test):
        def at(x):
            if reals:
                domain(test(x))
            return f(x)

        return at

    def logarithm(x):
        domain(x != 0 and not (reals and x < 0))
        return mp.log(x)

    def factorial(x):
        n = integer(x)
        domain(n >= 0)
        return mp.factorial(n)

    def binomial(x, y):
        k = integer(y)
        if k < 0:
            return mp.mpf(0)
        out = mp.mpf(1)
        for j in range(k):
            out = out * (x - j) / (j + 1)
        return out

    def reciprocal(f):
        return lambda x: 1 / f(x)

    def modulo(a, b):
        return a - b * mp.floor(a / b)

    def cube_root(x):
        return mp.sign(real(x)) * mp.cbrt(abs(real(x)))

    return {
        "sin": mp.sin, "cos": mp.cos, "tan": lambda x: mp.sin(x) / mp.cos(x),
        "sec": reciprocal(mp.cos), "csc": reciprocal(mp.sin), "cot": lambda x: mp.cos(x) / mp.sin(x),
        "sinh": mp.sinh, "cosh": mp.cosh, "tanh": lambda x: mp.sinh(x) / mp.cosh(x),
        "asinh": mp.asinh, "acosh": within(mp.acosh, lambda x: x >= 1),
        "atanh": within(mp.atanh, lambda x: abs(x) < 1),
        "asin": within(mp.asin, lambda x: abs(x) <= 1), "acos": within(mp.acos, lambda x: abs(x) <= 1),
        "atan": mp.atan, "exp": mp.exp, "log": logarithm,
        "sqrt": within(mp.sqrt, lambda x: x >= 0), "cbrt": cube_root,
        "abs": lambda x: mp.mpf(abs(x)), "sign": lambda x: mp.sign(real(x)),
        "factorial": factorial, "binomial": binomial, "mod": modulo,
        "conj": mp.conj, "re": mp.re, "im": mp.im, "arg": mp.arg,
    }  # fmt: skip


def evaluate(tree, at, over):
    """The value of a tree, a number or a list of rows; @raises Undefined."""
    F = scalar_functions(over)

    def derivative(body, name, scope):
        # Central differences of mpmath, in three times the digits.
        with mp.workdps(3 * mp.mp.dps):
            return +mp.diff(lambda t: value(body, {**scope, name: t}), scope[name])

    def value(tree, scope):
        kind = tree[0]
        if kind == "number":
            q = Fraction(tree[1])
            return mp.mpf(q.numerator) / q.denominator
        if kind == "name":
            name = tree[1]
            if name in scope:
                return scope[name]
            if name == "pi":
                return +mp.pi
            if name == "e":
                return +mp.e
            if name == "i":
                if over == "R":
                    raise Undefined("i is not real")
                return mp.mpc(0, 1)
            raise KeyError(name)
        if kind == "list":
            rows = [value(part, scope) for part in tree[1:]]
            return rows
        if kind == "neg":
            return multiply(mp.mpf(-1), value(tree[1], scope))
        if kind in "+-*/^":
            a, b = value(tree[1], scope), value(tree[2], scope)
            if kind == "+":
                return add(a, b)
            if kind == "-":
                return add(a, b, -1)
            if kind == "*":
                return multiply(a, b)
            if kind == "^":
                return power(a, b, over)
            if is_matrix(b):
                raise Undefined("division by a matrix")
            if b == 0:
                raise Undefined("division by 0")
            return multiply(1 / b, a) if is_matrix(a) else a / b
        name, *parts = tree[1:]
        if name in ("sum", "product"):
            body, index, lower, upper = parts
            terms = range(integer(value(lower, scope)), integer(value(upper, scope)) + 1)
            if terms.stop < terms.start:
                raise Undefined("an upper limit further than one below the lower")
            out = mp.mpf(0 if name == "sum" else 1)
            for k in terms:
                term = value(body, {**scope, index[1]: mp.mpf(k)})
                out = out + term if name == "sum" else out * term
            return out
        if name == "diff":
            return derivative(parts[0], parts[1][1], scope)
        if name == "integrate" and len(parts) == 4:
            body, variable, lower, upper = parts
            a, b = value(lower, scope), value(upper, scope)
            return mp.quad(lambda t: value(body, {**scope, variable[1]: t}), [a, (a + b) / 2, b])
        arguments = [value(part, scope) for part in parts]
        if name == "det":
            return determinant(arguments[0])
        if name == "trace":
            return sum((arguments[0][k][k] for k in range(len(arguments[0]))), mp.mpf(0))
        if name == "transpose":
            return [list(column) for column in zip(*arguments[0])]
        if name == "inv":
            return inverse(arguments[0])
        if name == "conj" and is_matrix(arguments[0]):
            return [[mp.conj(x) for x in row] for row in arguments[0]]
        try:
            return F[name](*arguments)
        except (ZeroDivisionError, ValueError) as error:
            raise Undefined(str(error)) from error

    try:
        return value(tree, at)
    except ZeroDivisionError as error:
        raise Undefined("division by 0") from error


def without_antiderivative(left, right):
    """`integrate(f, x) = g` is equality up to a constant of x: f = diff(g, x). Otherwise the sides."""
    for a, b in ((left, right), (right, left)):
        if a[0] == "call" and a[1] == "integrate" and len(a) == 4:
            return (a[2], ("call", "diff", b, a[3]))
    return left, right


CHAIN = re.compile(r"(<=|>=|!=|<|>)")


def given(text):
    """Predicates on a point, and the names that are integers."""
    integers, tests = set(), []
    for part in filter(None, (p.strip() for p in split_commas(text or ""))):
        if part.endswith(" integer"):
            integers.add(part.removesuffix(" integer").strip())
            continue
        pieces = [p.strip() for p in CHAIN.split(part)]
        if len(pieces) < 3:
            raise SyntaxError(f"given {part!r}")
        for left, relation, right in zip(pieces[0::2], pieces[1::2], pieces[2::2]):
            tests.append((expression(left), relation, expression(right)))
    return integers, tests


def split_commas(text):
    """At commas outside parentheses."""
    parts, depth, now = [], 0, ""
    for c in text:
        depth += (c == "(") - (c == ")")
        if c == "," and depth == 0:
            parts.append(now)
            now = ""
        else:
            now += c
    return [*parts, now]


def satisfies(tests, at, over):
    for left, relation, right in tests:
        try:
            a, b = evaluate(left, at, over), evaluate(right, at, over)
        except Undefined:
            return False
        if relation == "!=":
            if a == b:
                return False
            continue
        if mp.im(a) != 0 or mp.im(b) != 0:
            return False
        a, b = mp.re(a), mp.re(b)
        if not {"<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b}[relation]:
            return False
    return True
