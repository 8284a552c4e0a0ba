import { stream, type Stream } from "../../src/numeric/random.ts";
import type { Item } from "./corpus.ts";
import { collect, derivative, plus, printed, shifted, times, type Expansion } from "./expansion.ts";

/** A true equation, and how it is made false: `right` plus a term that is nowhere undefined. */
interface Identity {
  readonly left: string;
  /** The right side with a further term: a number for numbers, in one entry of a matrix. */
  readonly right: (further: string) => string;
  readonly given?: string;
  /** A point where both sides are defined and no variable is 0, 1, −1 or ½. */
  readonly point: Readonly<Record<string, string>>;
}

type Rule = (s: Stream) => Identity;

const point = { x: "5/3", y: "7/4", z: "-8/5" };
const pick = <T>(s: Stream, xs: readonly T[]): T => xs[s.integer(0, xs.length - 1)];
const nonZero = (s: Stream, most: number): bigint => BigInt(s.integer(1, most) * pick(s, [-1, 1]));

/** A random polynomial, not 0, in as many variables as named. */
function polynomial(s: Stream, variables: number, terms: number, degree: number): Expansion {
  const made = collect(
    Array.from({ length: terms }, (): [string, bigint] => [
      Array.from({ length: variables }, () => s.integer(0, degree)).join(),
      nonZero(s, 9),
    ]),
  );
  return made.size > 0 ? made : collect([[Array(variables).fill(0).join(), 1n]]);
}

/** A polynomial that is positive on R^n: a constant plus squares. */
function positive(s: Stream, variables: number): Expansion {
  const none = Array<number>(variables).fill(0);
  const squares = none.map((_, k): [string, bigint] => [
    none.with(k, 2).join(),
    BigInt(s.integer(1, 4)),
  ]);
  return collect([[none.join(), BigInt(s.integer(1, 9))], ...squares]);
}

const added = (right: string, further: string): string =>
  further === "" ? right : `${right} + ${further}`;
const xyz = ["x", "y", "z"];

const expanded: Rule = (s) => {
  const [p, q, r] = [polynomial(s, 3, 3, 2), polynomial(s, 3, 3, 2), polynomial(s, 3, 2, 3)];
  const text = [p, q, r].map((one) => printed(one, xyz));
  const right = printed(plus(times(p, q), r), xyz);
  return { left: `(${text[0]})*(${text[1]}) + (${text[2]})`, right: (f) => added(right, f), point };
};

const commonDenominator: Rule = (s) => {
  const [p, r] = [polynomial(s, 2, 2, 2), polynomial(s, 2, 2, 2)];
  const [q, t] = [positive(s, 2), positive(s, 2)];
  const say = (one: Expansion): string => `(${printed(one, xyz)})`;
  const right = `${say(plus(times(p, t), times(r, q)))}/${say(times(q, t))}`;
  return {
    left: `${say(p)}/${say(q)} + ${say(r)}/${say(t)}`,
    right: (f) => added(right, f),
    point: { x: point.x, y: point.y },
  };
};

/** Σ c cos(a·x) or c sin(a·x), the kind and the integer frequencies ↦ c. */
type Waves = ReadonlyMap<string, bigint>;

function waveText(waves: Waves): string {
  if (waves.size === 0) return "0";
  const text = [...waves].map(([key, c]) => {
    const [kind, a, b] = key.split(",");
    return `(${c})*${kind}(${a}*x + (${b})*y)`;
  });
  return text.join(" + ");
}

/** 2 cos a cos b = cos(a−b) + cos(a+b) and its kin, DLMF 4.21.15 to 4.21.17. */
function productToSum(p: Waves, q: Waves): Waves {
  return collect(
    [...p].flatMap(([f, c]) =>
      [...q].flatMap(([g, d]): [string, bigint][] => {
        const [kind, a, b] = f.split(",");
        const [other, e, h] = g.split(",");
        const minus = `${Number(a) - Number(e)},${Number(b) - Number(h)}`;
        const sum = `${Number(a) + Number(e)},${Number(b) + Number(h)}`;
        const k = c * d;
        if (kind === "cos" && other === "cos")
          return [
            [`cos,${minus}`, k],
            [`cos,${sum}`, k],
          ];
        if (kind === "sin" && other === "sin")
          return [
            [`cos,${minus}`, k],
            [`cos,${sum}`, -k],
          ];
        return kind === "sin"
          ? [
              [`sin,${minus}`, k],
              [`sin,${sum}`, k],
            ]
          : [
              [`sin,${minus}`, -k],
              [`sin,${sum}`, k],
            ];
      }),
    ),
  );
}

const trigonometric: Rule = (s) => {
  const waves = (): Waves =>
    collect(
      Array.from({ length: 2 }, (): [string, bigint] => [
        `${pick(s, ["sin", "cos"])},${s.integer(1, 4)},${s.integer(-2, 2)}`,
        nonZero(s, 5),
      ]),
    );
  const factors = [waves(), waves(), waves()];
  const right = waveText(factors.reduce(productToSum));
  return {
    left: factors.map((w) => `(${waveText(w)})`).join("*"),
    right: (f) => added(`(${right})/4`, f),
    point: { x: point.x, y: point.y },
  };
};

const telescoping: Rule = (s) => {
  const F = polynomial(s, 1, 3, 4);
  const base = s.integer(2, 5);
  const kind = pick(s, ["polynomial", "geometric", "reciprocal", "factorial"] as const);
  const at = (k: string): string => printed(F, [`(${k})`]);
  const c = s.integer(1, 5);
  const step = {
    polynomial: `${printed(plus(shifted(F, 0), F, -1n), ["k"])}`,
    geometric: `${base}^k*(${printed(plus(times(shifted(F, 0), collect([["0", BigInt(base)]])), F, -1n), ["k"])})`,
    reciprocal: `-${base}/((k+${c})*(k+${c + 1}))`,
    factorial: `${base}*k*factorial(k)`,
  }[kind];
  const value = (k: string): string =>
    ({
      polynomial: at(k),
      geometric: `${base}^(${k})*(${at(k)})`,
      reciprocal: `${base}/(${k}+${c})`,
      factorial: `${base}*factorial(${k})`,
    })[kind];
  return {
    left: `sum(${step}, k, 1, n)`,
    right: (f) => added(`${value("n+1")} - (${value("1")})`, f),
    given: "n integer, n >= 1",
    point: { n: "6" },
  };
};

/** Σ P(k) binomial(n, k) by falling powers: Σ k^(j falling) binomial(n, k) = n^(j falling) 2^(n−j). */
const binomialMoment: Rule = (s) => {
  const weights = [0, 1, 2, 3].map(() => nonZero(s, 6));
  const falling = (x: string, j: number): string =>
    ["1", ...Array.from({ length: j }, (_, k) => (k === 0 ? x : `(${x}-${k})`))].join("*");
  const left = weights.map((c, j) => `(${c})*${falling("k", j)}`).join(" + ");
  const right = weights.map((c, j) => `(${c})*${falling("n", j)}*2^(n-${j})`).join(" + ");
  return {
    left: `sum((${left})*binomial(n,k), k, 0, n)`,
    right: (f) => added(right, f),
    given: "n integer, n >= 3",
    point: { n: "7" },
  };
};

/** (P e^{ax})′ = (P′ + aP) e^{ax}; (P sin bx + Q cos bx)′ = (P′ − bQ) sin bx + (Q′ + bP) cos bx; (p/q)′. */
const derivatives: Rule = (s) => {
  const [P, Q, q] = [polynomial(s, 1, 3, 3), polynomial(s, 1, 2, 3), positive(s, 1)];
  const a = nonZero(s, 5);
  const say = (p: Expansion): string => `(${printed(p, ["x"])})`;
  const scaled = (p: Expansion): Expansion => times(p, collect([["0", a]]));
  const [f, g] = pick(s, [
    [`${say(P)}*exp((${a})*x)`, `${say(plus(derivative(P, 0), scaled(P)))}*exp((${a})*x)`],
    [
      `${say(P)}*sin((${a})*x) + ${say(Q)}*cos((${a})*x)`,
      `${say(plus(derivative(P, 0), scaled(Q), -1n))}*sin((${a})*x) + ${say(plus(derivative(Q, 0), scaled(P)))}*cos((${a})*x)`,
    ],
    [
      `${say(P)}/${say(q)}`,
      `${say(plus(times(derivative(P, 0), q), times(P, derivative(q, 0)), -1n))}/${say(q)}^2`,
    ],
  ]);
  return { left: `diff(${f}, x)`, right: (further) => added(g, further), point: { x: point.x } };
};

const matrixProduct: Rule = (s) => {
  const entries = (): Expansion[][] => [0, 1].map(() => [0, 1].map(() => polynomial(s, 2, 2, 1)));
  const [A, B] = [entries(), entries()];
  const text = (M: readonly (readonly Expansion[])[], further = ""): string =>
    `[${M.map((row, i) => `[${row.map((p, j) => (i === 1 && j === 0 ? added(printed(p, xyz), further) : printed(p, xyz))).join(", ")}]`).join(", ")}]`;
  const AB = [0, 1].map((i) =>
    [0, 1].map((j) => plus(times(A[i][0], B[0][j]), times(A[i][1], B[1][j]))),
  );
  const at = { x: point.x, y: point.y };
  const det = printed(plus(times(A[0][0], A[1][1]), times(A[0][1], A[1][0]), -1n), xyz);
  return pick<Identity>(s, [
    { left: `${text(A)}*${text(B)}`, right: (f) => text(AB, f), point: at },
    { left: `det(${text(A)})`, right: (f) => added(det, f), point: at },
    {
      left: `trace(${text(B)}*${text(A)})`,
      right: (f) => added(printed(plus(AB[0][0], AB[1][1]), xyz), f),
      point: at,
    },
  ]);
};

const exponentialSums: Rule = (s) => {
  const factor = (): Expansion => polynomial(s, 2, 3, 3);
  const [p, q] = [factor(), factor()];
  const text = (one: Expansion): string =>
    [...one]
      .map(([key, c]) => {
        const [a, b] = key.split(",");
        return `(${c})*exp(${a}*x - ${b}*y)`;
      })
      .join(" + ") || "0";
  return {
    left: `(${text(p)})*(${text(q)})`,
    right: (f) => added(text(times(p, q)), f),
    point: { x: point.x, y: point.y },
  };
};

const rules: Readonly<Record<string, Rule>> = {
  "products expanded": expanded,
  "fractions over a common denominator": commonDenominator,
  "products of waves as sums": trigonometric,
  "telescoping sums": telescoping,
  "moments of binomials": binomialMoment,
  "derivatives in closed form": derivatives,
  "matrices multiplied out": matrixProduct,
  "products of exponentials": exponentialSums,
};

/**
 * A term that is not 0 at the point of an identity: c·m, where m may vanish at 0, 1, −1 and ½ or at small
 * integers, and c may be as small as 10^−30.
 */
function furtherTerm(s: Stream, names: readonly string[]): string {
  const [x] = names;
  const m =
    x === "n"
      ? pick(s, ["n", "1", "n^2", "(n-1)*(n-2)*(n-3)*(n-4)"])
      : pick(s, [names.join("*"), `${x}^2`, "1", `${x}*(${x}-1)*(${x}+1)*(2*${x}-1)`]);
  const size =
    s.integer(0, 2) === 0 ? `${nonZero(s, 9)}` : `${nonZero(s, 9)}/10^${s.integer(3, 30)}`;
  return `(${size})*${m}`;
}

/**
 * `count` equations from a seed, a true one and a false one by turns. True by construction: one side is
 * written down, the other computed from it in integers here, by no code of `src`. False: a true one with
 * a further term that is not 0 at the witness.
 */
export function corpus(seed: string, count: number): Item[] {
  const kinds = Object.entries(rules);
  return Array.from({ length: count }, (_, i) => {
    const s = stream("corpus", seed).at(i);
    const [source, rule] = kinds[(i >> 1) % kinds.length];
    const { left, right, given, point: witness } = rule(s);
    const hypotheses = given === undefined ? {} : { given };
    if (i % 2 === 0)
      return {
        equation: `${left} = ${right("")}`,
        ...hypotheses,
        truth: true,
        kind: "identity",
        source,
      };
    const further = furtherTerm(s, Object.keys(witness));
    const equation = `${left} = ${right(further)}`;
    return {
      equation,
      ...hypotheses,
      truth: false,
      kind: "mutant",
      why: `${source}, plus ${further}`,
      witness,
    };
  });
}
