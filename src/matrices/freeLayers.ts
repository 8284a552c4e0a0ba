import { absoluteRational, rationals } from "../algebra/rational.ts";
import type { Rational } from "../algebra/rational.ts";
import type { Finding, Model } from "../claim/model.ts";
import { evaluate } from "../term/evaluate.ts";
import type { Algebra } from "../term/evaluate.ts";
import type { Term } from "../term/term.ts";
import { freeMatrices } from "./freeAlgebra.ts";
import type { TracePolynomial, Words } from "./freeAlgebra.ts";
import { droppable, matrixLayers } from "./signature.ts";
import type { MatrixLayers } from "./signature.ts";
import { concretise, jetsOf } from "./witness.ts";
import type { Jets } from "./witness.ts";

/** Σ s_w w, by words w: a module over the scalars. */
type Features = ReadonlyMap<string, TracePolynomial>;

interface Carriers {
  readonly [sort: string]: Features | TracePolynomial;
  readonly M: Features;
  readonly S: TracePolynomial;
}

/** Entries are no functions of the free algebra, and a determinant of a sum is none of its symbols. */
const basisFree = Object.keys(matrixLayers.operations).filter(
  (op) => !["det", "hadamard", "corner", "reluEntries", "meanEntry"].includes(op),
);

/**
 * The free model of layers: the free *-algebra over the commutative scalars that traces generate,
 * together with one new symbol for each normal form s of which max(0, Re s), |s|, 1/s or max(q, Re s) is
 * taken. Of these functions it knows only that they are functions, that |qs| = |q||s|, 1/(qs) = 1/q · 1/s
 * and max(0, qs) = q max(0, s) for rational q (in the last one q > 0), that max(0, −s) = max(0, s) − Re s,
 * and that all but 1/s are real.
 * An identity here holds for matrices of every size, wherever no 1/0 is met.
 */
export function freeLayerModel(): Model<MatrixLayers> {
  return {
    name: "free algebra with functions of traces",
    kind: "proved",
    interprets: basisFree,
    canDrop: droppable,
    check: (problem, work): Finding => {
      const jets = jetsOf(problem);
      const normal = normalForms(jets, false);
      const cancelled = normalForms(jets, true).reduce(
        (n, [l, r]) => n + Math.max(l.size, r.size),
        0,
      );
      const scope = "matrices of every size N";
      if (normal.every(([left, right]) => textOf(left) === textOf(right)))
        return { outcome: "holds", scope, cancelled };
      const witness = concretise(problem, work);
      const reason =
        "not free: the normal forms differ, and no small matrices on which the sides differ were found";
      return witness === undefined
        ? { outcome: "undecided", scope, cancelled, reason }
        : { outcome: "fails", scope, cancelled, witness };
    },
  };
}

function normalForms(
  jets: Jets,
  unsigned: boolean,
): (readonly [Features | TracePolynomial, Features | TracePolynomial])[] {
  const { algebra, unknown } = freeLayers((name) => jets.propertyOf(name), unsigned);
  const point = { unknown, apply: (): Features => new Map() };
  const values = evaluate<typeof matrixLayers, Carriers>(matrixLayers, algebra, point, [
    ...jets.left,
    ...jets.right,
  ]);
  return jets.left.map((_, i) => [values[i], values[jets.left.length + i]] as const);
}

/** Whether terms vanish identically, for every N. @throws {NotInterpreted} where entries are read */
export function isZeroLayer(jets: Jets, terms: readonly Term[]): boolean {
  const normal = normalForms({ ...jets, left: terms, right: terms }, false);
  return normal.every(([value]) => value.size === 0);
}

/** A normal form as text, the same for equal ones: symbols are numbered within one evaluation. */
function textOf(x: Features | TracePolynomial): string {
  return [...x]
    .map(([key, c]) => `${key}:${"n" in c ? `${c.n}/${c.d}` : `{${textOf(c)}}`}`)
    .sort()
    .join(",");
}

/** @param unsigned the shadow that forgets signs: its support is what was there before cancellation */
export function freeLayers(
  propertyOf: (name: string) => string | undefined,
  unsigned = false,
): {
  readonly algebra: Partial<Algebra<MatrixLayers, Carriers>>;
  readonly unknown: (term: Term) => Features;
} {
  const free = freeMatrices(propertyOf, unsigned);
  const A = free.algebra;
  const one: TracePolynomial = new Map([["", rationals.one]]);
  const word = (w: string): Words => new Map([[w, rationals.one]]);
  const lift = (x: Words): Features =>
    new Map([...x].map(([w, q]) => [w, new Map([["", q]])] as const));
  const S = { add: A.add.S, mul: A.mul.S, neg: A.neg.S };

  const gather = (terms: Iterable<readonly [string, TracePolynomial]>): Features => {
    const sum = new Map<string, TracePolynomial>();
    for (const [w, s] of terms) {
      const known = sum.get(w);
      const total = known === undefined ? s : S.add(known, s);
      if (total.size === 0) sum.delete(w);
      else sum.set(w, total);
    }
    return sum;
  };
  /** Σ s f(w), for a map f of words to combinations of words. */
  const linearly = (
    x: Features,
    f: (w: string) => Words,
    of = (s: TracePolynomial) => s,
  ): Features =>
    gather(
      [...x].flatMap(([w, s]) =>
        [...f(w)].map(([v, q]) => [v, A.scale.S(text(q), of(s))] as const),
      ),
    );
  const product = (a: Features, b: Features): Features =>
    gather(
      [...a].flatMap(([u, s]) =>
        [...b].flatMap(([v, t]) =>
          [...A.mul.M(word(u), word(v))].map(
            ([w, q]) => [w, A.scale.S(text(q), S.mul(s, t))] as const,
          ),
        ),
      ),
    );

  const symbols = new Map<string, string>();
  const arguments_ = new Map<string, TracePolynomial>();
  const symbol = (kind: string, s: TracePolynomial): TracePolynomial => {
    const key = `${kind} ${textOf(s)}`;
    const name = symbols.get(key) ?? `${kind}#${symbols.size}`;
    symbols.set(key, name);
    arguments_.set(name, s);
    return new Map([[`${name}^1`, rationals.one]]);
  };
  /** The bar of a product of symbols: that of a trace is the trace of the bar; 1/s has that of s inside. */
  const barOfSymbol = (name: string): TracePolynomial => {
    if (name.startsWith("tr(")) return A.tr(A.conjugate(word(name.slice(3, -1))));
    return name.startsWith("1/") ? reciprocal(bar(arguments_.get(name) ?? one)) : single(name, 1);
  };
  const single = (name: string, e: number): TracePolynomial =>
    new Map([[`${name}^${e}`, rationals.one]]);
  const bar = (s: TracePolynomial): TracePolynomial =>
    sumOf([...s].map(([monomial, q]) => A.scale.S(text(q), overFactors(monomial, barOfSymbol))));
  const overFactors = (monomial: string, f: (name: string) => TracePolynomial): TracePolynomial =>
    factorsOf(monomial)
      .flatMap(([name, e]) => Array.from({ length: e }, () => f(name)))
      .reduce((a, b) => S.mul(a, b), one);
  const sumOf = (xs: readonly TracePolynomial[]): TracePolynomial =>
    xs.reduce((a, b) => S.add(a, b), A.zeroScalar());
  const real = (s: TracePolynomial): TracePolynomial => A.scale.S("1/2", S.add(s, bar(s)));

  /** x = q·s, the coefficient of the first monomial of s being 1. */
  const primitive = (x: TracePolynomial): { q: Rational; s: TracePolynomial } => {
    const q = x.get([...x.keys()].sort()[0]) ?? rationals.one;
    return { q, s: A.scale.S(text(rationals.inv(q)), x) };
  };
  const abs = (x: TracePolynomial): TracePolynomial => {
    if (x.size === 0) return x;
    const { q, s } = primitive(x);
    const least = [s, primitive(bar(s)).s].sort((a, b) => (textOf(a) < textOf(b) ? -1 : 1))[0];
    return A.scale.S(text(absoluteRational(q)), symbol("abs", least));
  };
  const reciprocal = (x: TracePolynomial): TracePolynomial => {
    const { q, s } = primitive(x);
    return A.scale.S(text(rationals.inv(q)), symbol("1/", s));
  };
  /** max(0, −s) = max(0, s) − s makes the first coefficient positive. */
  const relu = (x: TracePolynomial): TracePolynomial => {
    const re = real(x);
    if (re.size === 0) return re;
    const { q, s } = primitive(re);
    const positive = A.scale.S(text(absoluteRational(q)), symbol("relu", s));
    return q.n < 0n ? S.add(positive, S.neg(A.scale.S(text(absoluteRational(q)), s))) : positive;
  };
  const flip = (x: Features, f: (x: Words) => Words, conjugates: boolean): Features =>
    linearly(x, (w) => f(word(w)), conjugates ? bar : undefined);

  return {
    unknown: (term) => lift(free.unknown(term)),
    algebra: {
      add: { M: (...xs) => gather(xs.flatMap((x) => [...x])), S: A.add.S },
      sub: {
        M: (a, b) => gather([...a, ...[...b].map(([w, s]) => [w, S.neg(s)] as const)]),
        S: A.sub.S,
      },
      neg: { M: (x) => gather([...x].map(([w, s]) => [w, S.neg(s)] as const)), S: S.neg },
      scale: {
        M: (by, x) => gather([...x].map(([w, s]) => [w, A.scale.S(by, s)] as const)),
        S: A.scale.S,
      },
      mul: { M: (...xs) => xs.reduce(product), S: A.mul.S },
      one: () => lift(A.one()),
      zero: () => new Map(),
      zeroScalar: A.zeroScalar,
      adjoint: (x) => flip(x, A.adjoint, true),
      transpose: (x) => flip(x, A.transpose, false),
      conjugate: (x) => flip(x, A.conjugate, true),
      tr: (x) => sumOf([...x].map(([w, s]) => S.mul(s, A.tr(word(w))))),
      times: (s, x) => gather([...x].map(([w, t]) => [w, S.mul(s, t)] as const)),
      relu,
      abs,
      reciprocal,
      atLeast: (q, s) => symbol(`max ${q}`, real(s)),
    },
  };
}

function text(q: Rational): string {
  return `${q.n}/${q.d}`;
}

/** The factors of a monomial, with their exponents: `symbol^exponent` joined by a middle dot. */
function factorsOf(monomial: string): (readonly [string, number])[] {
  return monomial === ""
    ? []
    : monomial.split("\u00b7").map((factor) => {
        const caret = factor.lastIndexOf("^");
        return [factor.slice(0, caret), Number(factor.slice(caret + 1))] as const;
      });
}
