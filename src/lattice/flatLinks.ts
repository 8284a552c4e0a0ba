import { DomainError } from "../errors.ts";
import type { FiniteGroup } from "../groups/finiteGroup.ts";
import { torus } from "./torus.ts";

/** Links of the Nx×Ny torus in a finite group. */
export interface LinksIn {
  readonly G: FiniteGroup;
  readonly Nx: number;
  readonly Ny: number;
}

/** Which choices of links are called flat, and which holonomies a standard choice has. */
export interface FlatRules {
  /** The plaquettes that have to be 1: all, or those that do not wrap around. */
  readonly plaquettes: "all" | "inside";
  /** The last link of a plaquette with its inverse, as it should be, or without. */
  readonly last: "inverse" | "plain";
  /** The pairs (a, b) of links across the seams: commuting ones, all, or those with b = 1. */
  readonly holonomies: "commuting" | "all" | "one";
}

/** What flat and gauge equivalent mean, each ingredient by name, so that near misses can change one. */
export const rulesOfFlatness: FlatRules = {
  plaquettes: "all",
  last: "inverse",
  holonomies: "commuting",
};

const mostChoices = 2 ** 21;

/** Links as a number in base |G|: U_x(0), U_x(1), …, then U_y(0), …, the first the lowest digit. */
function choicesOf({ G, Nx, Ny }: LinksIn): number {
  const choices = G.order ** (2 * Nx * Ny);
  if (choices > mostChoices)
    throw new DomainError("flatLinks", `at most 2^21 choices of links`, choices);
  return choices;
}

/**
 * By the number of each choice of links, whether every plaquette is 1:
 * W_k = U_x(k) U_y(k+x̂) U_x(k+ŷ)⁻¹ U_y(k)⁻¹. Exactness: exact. Cost: |G|^(2 Nx Ny) choices.
 *
 * @throws {DomainError} for more than 2^21 choices
 */
export function flatLinks(of: LinksIn, rules: FlatRules = rulesOfFlatness): Uint8Array {
  const { G, Nx, Ny } = of;
  const { sites, step, inside } = torus(Nx, Ny);
  const V = sites.length;
  const counted = rules.plaquettes === "all" ? sites : sites.filter(inside);
  const corners = counted.map((k) => [k, V + step(k, 1, 0), step(k, 0, 1), V + k]);
  const last = (g: number): number => (rules.last === "inverse" ? G.inv(g) : g);
  const links = new Uint16Array(2 * V);
  return Uint8Array.from({ length: choicesOf(of) }, (_, code) => {
    for (let i = 0, rest = code; i < 2 * V; i++, rest = Math.floor(rest / G.order))
      links[i] = rest % G.order;
    return corners.every(
      ([b, r, t, l]) =>
        G.op(G.op(G.op(links[b], links[r]), G.inv(links[t])), last(links[l])) === G.identity,
    )
      ? 1
      : 0;
  });
}

/**
 * By the number of each choice of links, whether it is gauge equivalent to a standard one: 1 everywhere but
 * for a on the links U_x that cross the seam from the last column to the first, and b on the links
 * U_y that cross the other. All gauge transformations U_μ(k) ↦ Ω_k U_μ(k) Ω_{k+μ}⁻¹ are applied to all
 * standard choices. Exactness: exact. Cost: |G|^(Nx Ny + 2) products of links.
 *
 * @throws {DomainError} for more than 2^21 choices
 */
export function gaugeConstantLinks(of: LinksIn, rules: FlatRules = rulesOfFlatness): Uint8Array {
  const { G, Nx, Ny } = of;
  const { sites, step } = torus(Nx, Ny);
  const reached = new Uint8Array(choicesOf(of));
  const all = Array.from({ length: G.order }, (_, g) => g);
  const pairs = all.flatMap((a) => all.map((b) => [a, b] as const));
  const allowed = pairs.filter(([a, b]) =>
    rules.holonomies === "commuting"
      ? G.op(a, b) === G.op(b, a)
      : rules.holonomies === "all" || b === G.identity,
  );
  const omega = new Uint16Array(sites.length);
  for (let code = 0; code < G.order ** sites.length; code++) {
    for (let k = 0, rest = code; k < sites.length; k++, rest = Math.floor(rest / G.order))
      omega[k] = rest % G.order;
    for (const [a, b] of allowed) {
      const x = sites.map((k) => (Math.floor(k / Ny) === Nx - 1 ? a : G.identity));
      const y = sites.map((k) => (k % Ny === Ny - 1 ? b : G.identity));
      const turned = [
        ...x.map((u, k) => G.op(G.op(omega[k], u), G.inv(omega[step(k, 1, 0)]))),
        ...y.map((u, k) => G.op(G.op(omega[k], u), G.inv(omega[step(k, 0, 1)]))),
      ];
      reached[turned.reduceRight((number, g) => number * G.order + g, 0)] = 1;
    }
  }
  return reached;
}
