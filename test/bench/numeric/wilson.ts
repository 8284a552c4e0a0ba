/**
 * The gradient of Wilson's action on a 4⁴ lattice, link by link: V = Σ_ν U_ν(x+μ) U_μ(x+ν)† U_ν(x)† +
 * U_ν(x+μ−ν)† U_μ(x−ν)† U_ν(x−ν), against what defines it: tr(U_μ(x) V) is the sum of the traces of the six
 * plaquettes that pass through the link. A pass gathers the staples of one configuration and checks every link.
 */
import { fuse } from "../../../src/fused/kernel.ts";
import { matrices } from "../../../src/matrices/signature.ts";
import { stream } from "../../../src/numeric/random.ts";
import { haarSpecialUnitary } from "../../../src/numeric/unitary.ts";
import type { LaneName } from "../../../src/program/wasmModule.ts";
import { recorder } from "../../../src/term/record.ts";
import { termStore } from "../../../src/term/term.ts";
import type { Term } from "../../../src/term/term.ts";
import type { Bound, Pass } from "./checks.ts";

const side = 4;
const sites = side ** 4;
export const links = 4 * sites;

/** Site x moved along an axis; link (μ, x) is at μ · sites + x. */
function moved(x: number, axis: number, by: number): number {
  const stride = side ** axis;
  const digit = Math.floor(x / stride) % side;
  return x + (((digit + by + side) % side) - digit) * stride;
}

/** Of each link: itself, then for each other direction the three links of each of its two staples. */
export const neighbours: readonly (readonly number[])[] = Array.from(
  { length: links },
  (_, link) => {
    const [mu, x] = [Math.floor(link / sites), link % sites];
    const at = (axis: number, site: number): number => axis * sites + site;
    const others = [0, 1, 2, 3].filter((nu) => nu !== mu);
    return [
      link,
      ...others.flatMap((nu) => {
        const below = moved(x, nu, -1);
        return [
          [at(nu, moved(x, mu, 1)), at(mu, moved(x, nu, 1)), at(nu, x)],
          [at(nu, moved(below, mu, 1)), at(mu, below), at(nu, below)],
        ].flat();
      }),
    ];
  },
);

type M = Term<"M">;
const store = termStore();
const X = recorder(matrices, store);
const names = neighbours[0].map((_, k) => `n${String(k).padStart(2, "0")}`);
const [U, ...rest] = names.map((name) => store.term("M", "unknown", [name, ""], []));

function staples(twin: boolean): [M, M, M][] {
  return Array.from({ length: 6 }, (_, k): [M, M, M] => {
    const [a, b, c] = rest.slice(3 * k, 3 * k + 3);
    const last = twin && k === 5 ? X.transpose(c) : c;
    return k % 2 === 0 ? [a, X.adjoint(b), X.adjoint(c)] : [X.adjoint(a), X.adjoint(b), last];
  });
}

/** Configurations of SU(3) links, row-major. */
export function configuration(): { readonly re: Float64Array; readonly im: Float64Array } {
  const s = stream("bench", "wilson");
  const [re, im] = [new Float64Array(9 * links), new Float64Array(9 * links)];
  for (let k = 0; k < links; k++) {
    const link = haarSpecialUnitary(s, 3);
    re.set(link.re, 9 * k);
    im.set(link.im, 9 * k);
  }
  return { re, im };
}

export function wilson(lane: LaneName, bound: Bound, twin: boolean, defect: number): () => Pass {
  const V = X.add(...staples(twin).map((s) => X.mul(...s)));
  const plaquettes = staples(false).map((s) => X.tr(X.mul(U, ...s)));
  const kernel = fuse([X.tr(X.mul(U, V))], [X.add(...plaquettes)], {
    size: 3,
    lane,
    capacity: links,
    unitary: () => true,
    defect,
    bound,
  });
  if (kernel.kind === "refused") throw new Error(kernel.reason);
  const { re, im } = configuration();
  const [gatheredRe, gatheredIm] = [new Float64Array(9 * links), new Float64Array(9 * links)];
  return () => {
    names.forEach((name, k) => {
      for (let link = 0; link < links; link++) {
        const [from, to] = [9 * neighbours[link][k], 9 * link];
        for (let e = 0; e < 9; e++) {
          gatheredRe[to + e] = re[from + e];
          gatheredIm[to + e] = im[from + e];
        }
      }
      kernel.load(name, gatheredRe, gatheredIm);
    });
    const { worst, nan, infinite, oversized, unfit } = kernel.check(links);
    return { worst, open: nan + infinite + oversized + unfit };
  };
}
