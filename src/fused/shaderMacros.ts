/**
 * The functions of a kernel in WGSL, of one sample: the same as `macros.ts`, over numbers in place of vectors.
 * Addresses count numbers; scratch memory is the array `m`.
 */
import { FrameworkError } from "../errors.ts";
import { levels, minorCount } from "./determinant.ts";
import type { Reading } from "./macros.ts";
import { kappa, loss, modulusConstants, slack } from "./precision.ts";
import type { Precision } from "./precision.ts";
import type { Side } from "./residual.ts";
import type { Operations } from "./schedule.ts";

/** A function without its name: its addresses, in order, and what it does. */
export interface ShaderFunction {
  readonly parameters: readonly string[];
  readonly body: string;
}

/** A float32 that is 0 or normal, as a literal that is read exactly. */
export function literal(x: number): string {
  const value = Math.fround(x);
  if (value === 0) return "0.0f";
  if (!(Math.abs(value) >= 2 ** -126 && Math.abs(value) < Infinity))
    throw new FrameworkError(`literal: ${x} is no normal float32`);
  const bits = new Uint32Array(Float32Array.of(Math.abs(value)).buffer)[0];
  const digits = ((bits & 0x7fffff) << 1).toString(16).padStart(6, "0");
  return `${value < 0 ? "-" : ""}0x1.${digits}p${(bits >>> 23) - 127}f`;
}

const place = (n: number, x: Reading, row: string, col: string): string =>
  x.transposed ? `(${col}*${n}+${row})` : `(${row}*${n}+${col})`;

const loop = (i: string, n: number, body: string): string =>
  `for (var ${i} = 0; ${i} < ${n}; ${i}++) {${body}}`;

const fn = (parameters: string, body: string): ShaderFunction => ({
  parameters: parameters.split(" "),
  body,
});

/** c₁ max + c₂ min + τ of the parts at `re` and `im`. */
function chord(p: Precision, size: number, re: string, im: string): string {
  const { c1, c2, tau } = modulusConstants(p, size);
  const [a, b] = [`abs(${re})`, `abs(${im})`];
  return `(max(${a},${b})*${literal(c1)} + min(${a},${b})*${literal(c2)} + ${literal(tau)})`;
}

/** Operations of a kernel whose largest matrices have `size` rows. */
export function shaderOperations(
  p: Precision,
  size: number,
  bounded: boolean,
): Operations<ShaderFunction> {
  const { tau } = modulusConstants(p, size);
  const inflated = literal(p.up(1 + slack(p, size)));
  /** Adds a product of complex numbers, the second conjugated or not, to (re, im). */
  const multiplyAdd = (x: string, y: string, conjugated: boolean): string =>
    `let x = ${x}; let y = ${y};` +
    `re += m[a+2*x]*m[b+2*y] ${conjugated ? "+" : "-"} m[a+2*x+1]*m[b+2*y+1];` +
    `im += m[a+2*x+1]*m[b+2*y] ${conjugated ? "-" : "+"} m[a+2*x]*m[b+2*y+1];`;
  const modulus = (n: number): ShaderFunction =>
    fn("o a", loop("k", n * n, `m[o+k] = ${chord(p, size, "m[a+2*k]", "m[a+2*k+1]")};`));
  /** Σ of |A| + E_A under the rounding of B, and E_A under |B|. */
  const terms = (x: string, y: string, exact: boolean): string =>
    `sum += m[a+${x}]*m[b+${y}];${exact ? "" : ` sum += m[e+${x}]*m[c+${y}];`}`;
  const operands = (exact: boolean): string => (exact ? "o a b" : "o a b e c");

  return {
    product: (n, a, b) =>
      fn(
        "o a b",
        loop(
          "r",
          n,
          loop(
            "s",
            n,
            `var re = 0.0f; var im = 0.0f;` +
              loop(
                "t",
                n,
                multiplyAdd(place(n, a, "r", "t"), place(n, b, "t", "s"), b.conjugated),
              ) +
              `m[o+2*(r*${n}+s)] = re; m[o+2*(r*${n}+s)+1] = im;`,
          ),
        ),
      ),
    inner: (n, a, b) =>
      fn(
        "o a b",
        `var u = 0.0f; var v = 0.0f;` +
          loop(
            "r",
            n,
            `var re = 0.0f; var im = 0.0f;` +
              loop(
                "t",
                n,
                multiplyAdd(place(n, a, "r", "t"), place(n, b, "t", "r"), b.conjugated),
              ) +
              `u += re; v += im;`,
          ) +
          `m[o] = u; m[o+1] = v;`,
      ),
    productBound: (n, a, b, exact) =>
      fn(
        operands(exact),
        loop(
          "r",
          n,
          loop(
            "s",
            n,
            `var sum = ${literal(loss(p, n))};` +
              loop("t", n, terms(place(n, a, "r", "t"), place(n, b, "t", "s"), exact)) +
              `m[o+r*${n}+s] = sum;`,
          ),
        ),
      ),
    innerBound: (n, a, b, exact) =>
      fn(
        operands(exact),
        `var total = ${literal(n * loss(p, n))};` +
          loop(
            "r",
            n,
            `var sum = 0.0f;` +
              loop("t", n, terms(place(n, a, "r", "t"), place(n, b, "t", "r"), exact)) +
              `total += sum;`,
          ) +
          `m[o] = total;`,
      ),
    sum: (n, a, b) => {
      const minus = b.negative !== b.conjugated;
      const [x, y] = [place(n, a, "r", "s"), place(n, b, "r", "s")];
      return fn(
        "o a b",
        loop(
          "r",
          n,
          loop(
            "s",
            n,
            `let x = ${x}; let y = ${y}; let k = 2*(r*${n}+s);` +
              `m[o+k] = m[a+2*x] ${b.negative ? "-" : "+"} m[b+2*y];` +
              `m[o+k+1] = m[a+2*x+1] ${minus ? "-" : "+"} m[b+2*y+1];`,
          ),
        ),
      );
    },
    sumBound: (n, errors) =>
      fn(
        ["o", "a", "e", "f"].slice(0, 2 + errors.length).join(" "),
        loop(
          "r",
          n,
          loop(
            "s",
            n,
            `m[o+r*${n}+s] = m[a+r*${n}+s]*${literal(p.up(p.u))} + ${literal(tau)}` +
              errors
                .map((x, k) => ` + m[${"ef"[k]}+${place(n, x, "r", "s")}]*${inflated}`)
                .join("") +
              ";",
          ),
        ),
      ),
    scale: (n, q) => fn("o a", loop("k", 2 * n * n, `m[o+k] = m[a+k]*${literal(q)};`)),
    scaleBound: (n, q, rho, exact) =>
      fn(
        exact ? "o a" : "o a e",
        loop(
          "k",
          n * n,
          `m[o+k] = m[a+k]*${literal(p.up(q * rho + p.eta))} + ${literal(loss(p, 1))}` +
            (exact ? "" : ` + m[e+k]*${literal(p.up(q * (1 + rho) * (1 + slack(p, size))))}`) +
            ";",
        ),
      ),
    trace: (n) =>
      fn(
        "o a",
        `m[o] = m[a]; m[o+1] = m[a+1];` +
          loop("k", n - 1, `let x = a+2*(k+1)*${n + 1}; m[o] = m[o]+m[x]; m[o+1] = m[o+1]+m[x+1];`),
      ),
    traceBound: (n, exact) =>
      fn(
        exact ? "o a" : "o a e",
        `var re = m[a]; var im = m[a+1]; var sum = ${literal((n + 1) * tau)};` +
          (exact ? "" : `sum += m[e]*${inflated};`) +
          loop(
            "k",
            n - 1,
            `let x = (k+1)*${n + 1}; re += m[a+2*x]; im += m[a+2*x+1];` +
              `sum += ${chord(p, size, "re", "im")}*${literal(p.up(p.u))};` +
              (exact ? "" : `sum += m[e+x]*${inflated};`),
          ) +
          `m[o] = sum;`,
      ),
    modulus,
    raised: (n) => fn("o a e", loop("k", n * n, `m[o+k] = m[a+k] + m[e+k]*${inflated};`)),
    rounding: (n, k, exact) =>
      fn(
        exact ? "o a" : "o a e",
        loop(
          "k",
          n * n,
          `m[o+k] = m[a+k]*${literal(p.up(k))} + ${literal(tau)}${exact ? "" : " + m[e+k]"};`,
        ),
      ),
    norm: (n) =>
      fn(
        "o a",
        `var sum = 0.0f;` +
          loop("k", 2 * n * n, `sum += m[a+k]*m[a+k];`) +
          `m[o] = sqrt(sum)*${literal(p.up(1 + slack(p, n * n)))} + ${literal(p.theta)};`,
      ),
    spread: (entries, c) => fn("o a", loop("k", entries, `m[o+k] = m[a]*${literal(c)};`)),
    minors: (n) => minors(n),
    minorBounds: (n, exact) => minorBounds(p, n, size, exact),
    residual: (n, left, right) => residual(p, n, left, right, bounded),
  };
}

function minors(n: number): ShaderFunction {
  const lines = levels(n).map(({ set, row, terms }) => {
    const out = (part: number): string => `m[o+${2 * set + part}]`;
    if (row === 0)
      return [0, 1].map((part) => `${out(part)} = m[a+${2 * terms[0].column + part}];`).join("");
    const sums = terms.map(({ column, rest, minus }) => {
      const [x, D] = [2 * (row * n + column), 2 * rest];
      const sign = minus ? "-" : "+";
      return (
        `re ${sign}= m[a+${x}]*m[o+${D}] - m[a+${x + 1}]*m[o+${D + 1}];` +
        `im ${sign}= m[a+${x}]*m[o+${D + 1}] + m[a+${x + 1}]*m[o+${D}];`
      );
    });
    return `re = 0.0f; im = 0.0f; ${sums.join("")} ${out(0)} = re; ${out(1)} = im;`;
  });
  return fn("o a", `var re = 0.0f; var im = 0.0f; ${lines.join("\n")}`);
}

function minorBounds(p: Precision, n: number, size: number, exact: boolean): ShaderFunction {
  const modulusAt = minorCount(n);
  const lines = levels(n).map(({ set, row, terms }) => {
    const D = (rest: number): string => `m[o+${modulusAt + rest}]`;
    if (row === 0) {
      const { column } = terms[0];
      return `m[o+${set}] = ${exact ? "0.0f" : `m[e+${column}]`}; ${D(set)} = m[c+${column}];`;
    }
    const sums = terms.map(({ column, rest }) => {
      const x = row * n + column;
      const rounding = `(${D(rest)}*${literal(p.up(kappa(p, row)))} + ${literal(4 * p.eta)} + m[o+${rest}])`;
      return `sum += m[r+${x}]*${rounding};${exact ? "" : `sum += m[e+${x}]*${D(rest)};`}`;
    });
    const value = chord(p, size, `m[d+${2 * set}]`, `m[d+${2 * set + 1}]`);
    return `sum = ${literal(loss(p, n))}; ${sums.join("")} m[o+${set}] = sum; ${D(set)} = ${value};`;
  });
  return fn(exact ? "o d r c" : "o d r c e", `var sum = 0.0f; ${lines.join("\n")}`);
}

/** Enters one component in `ratio`, squared, and `largest`. */
function residual(
  p: Precision,
  n: number,
  left: Side,
  right: Side,
  bounded: boolean,
): ShaderFunction {
  const bounds = bounded ? [left, right].filter(({ bound }) => bound !== "exact") : [];
  const flips = (x: Reading): boolean => x.negative !== x.conjugated;
  const [l, r] = [left.view, right.view];
  const at = (x: Reading): string => place(n, x, "r", "s");
  const names = ["t", "a", "b", "e", "f"].slice(0, 3 + bounds.length);
  const sum = bounds
    .map(({ view, bound }, k) => `m[${"ef"[k]}${bound === "array" ? `+${at(view)}` : ""}]`)
    .join(" + ");
  const b =
    bounds.length === 0
      ? literal(bounded ? 0 : 1)
      : `(${sum})*${literal(p.up(1 + 2 * slack(p, n)))}`;
  return fn(
    names.join(" "),
    loop(
      "r",
      n,
      loop(
        "s",
        n,
        `let x = ${at(l)}; let y = ${at(r)};` +
          `let re = m[a+2*x] ${l.negative === r.negative ? "-" : "+"} m[b+2*y];` +
          `let im = m[a+2*x+1] ${flips(l) === flips(r) ? "-" : "+"} m[b+2*y+1];` +
          `let bound = ${b}; let size = max(abs(re), abs(im));` +
          // Quotients stay in range.
          `var q = ${literal(BEYOND)};` +
          `if (size == 0.0f) {q = 0.0f;}` +
          `else if (size < bound*${literal(2 ** 20)}) {let v = re/bound; let w = im/bound; q = v*v + w*w;}` +
          `ratio = max(ratio, q); largest = max(largest, bound);`,
      ),
    ),
  );
}

/** What stands for a squared ratio of 2⁴⁰ and more, and for r/0. */
export const BEYOND = 2 ** 60;
