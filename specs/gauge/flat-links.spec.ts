import {
  classesOf,
  deciding,
  flatLinks,
  gaugeConstantLinks,
  groupNamed,
  predicate,
  rulesOfFlatness,
  value,
} from "commute";
import type { Decision, Figure, FlatRules } from "commute";

const lattices = [
  { group: "C3", Nx: 1, Ny: 1 },
  { group: "C3", Nx: 2, Ny: 1 },
  { group: "C3", Nx: 2, Ny: 2 },
  { group: "C5", Nx: 2, Ny: 1 },
  { group: "C5", Nx: 2, Ny: 2 },
  { group: "S3", Nx: 1, Ny: 1 },
  { group: "S3", Nx: 2, Ny: 1 },
  { group: "S3", Nx: 1, Ny: 3 },
  { group: "Q8", Nx: 2, Ny: 1 },
] as const;
type Lattice = (typeof lattices)[number];

const at = ({ group, Nx, Ny }: Lattice) => ({ G: groupNamed(group), Nx, Ny });

/** The links of a choice, from its number. */
const shown = (lattice: Lattice, code: number): string => {
  const { G, Nx, Ny } = at(lattice);
  const digits = Array.from({ length: 2 * Nx * Ny }, (_, i) =>
    G.show(Math.floor(code / G.order ** i) % G.order),
  );
  return `x: ${digits.slice(0, Nx * Ny).join(", ")}; y: ${digits.slice(Nx * Ny).join(", ")}`;
};

interface Rules {
  readonly rules: FlatRules;
}

export const equivalence = predicate({
  id: "gauge/flat-links/plaquettes-are-one-iff-links-are-gauge-constant",
  states: String.raw`W_k=1\text{ for all } k\iff U_\mu(k)=\Omega_k\,U^{a,b}_\mu(k)\,\Omega_{k+\hat\mu}^{-1}\text{ for some }\Omega\text{ and } ab=ba`,
  parts: (): Rules => ({ rules: rulesOfFlatness }),
  models: [
    deciding({
      kind: "exhausted",
      name: "all links in Z_3, Z_5, S_3 and Q_8",
      scope: lattices.map(({ group, Nx, Ny }) => `${group} on ${Nx}×${Ny}`).join(", "),
      cases: () => lattices,
      decide: (lattice: Lattice, { rules }: Rules): Decision => {
        const flat = flatLinks(at(lattice), rules);
        const constant = gaugeConstantLinks(at(lattice), rules);
        const differs = flat.findIndex((f, code) => f !== constant[code]);
        if (differs < 0) return { holds: true };
        return {
          fails: {
            says: `${lattice.group} on the ${lattice.Nx}×${lattice.Ny} torus`,
            values: { links: shown(lattice, differs) },
            left: flat[differs] === 1 ? "every plaquette is 1" : "some plaquette is not 1",
            right: constant[differs] === 1 ? "gauge equivalent to constants" : "to none",
          },
        };
      },
    }),
  ],
  nearMisses: ({ rules }) => ({
    "open-boundary": {
      why: "the plaquettes that wrap around left out",
      change: { rules: { ...rules, plaquettes: "inside" as const } },
    },
    "missing-dagger": {
      why: "U_y(k) without its inverse in the plaquette",
      change: { rules: { ...rules, last: "plain" as const } },
    },
    "one-holonomy": {
      why: "b = 1: only one of the two holonomies",
      change: { rules: { ...rules, holonomies: "one" as const } },
    },
    "holonomies-that-do-not-commute": {
      why: "all pairs (a, b): for abelian groups the same",
      change: { rules: { ...rules, holonomies: "all" as const } },
    },
  }),
});

export const count = value({
  id: "gauge/flat-links/number-of-flat-links",
  states: String.raw`\#\{\text{links with } W_k=1\text{ for all } k\}=\#\{\text{conjugacy classes of } G\}\cdot|G|^{|\Lambda|}`,
  kind: "exhausted",
  engine: "all links, every plaquette",
  cases: lattices,
  parts: (): Rules => ({ rules: rulesOfFlatness }),
  compute: (lattice, { rules }) => flatLinks(at(lattice), rules).reduce((a, b) => a + b, 0),
  routes: {
    "conjugacy classes times |G|^|Λ|": ({ group, Nx, Ny }) => {
      const G = groupNamed(group);
      return classesOf(G).classes.length * G.order ** (Nx * Ny);
    },
    "commuting pairs times |G|^(|Λ| − 1)": ({ group, Nx, Ny }) => {
      const G = groupNamed(group);
      const all = Array.from({ length: G.order }, (_, g) => g);
      const pairs = all.flatMap((a) => all.filter((b) => G.op(a, b) === G.op(b, a)));
      return pairs.length * G.order ** (Nx * Ny - 1);
    },
  },
  nearMisses: () => ({
    "open-boundary": {
      why: "the plaquettes that wrap around left out",
      change: { rules: { ...rulesOfFlatness, plaquettes: "inside" as const } },
    },
    "missing-dagger": {
      why: "U_y(k) without its inverse in the plaquette",
      change: { rules: { ...rulesOfFlatness, last: "plain" as const } },
    },
  }),
  figures: () => [torusOfHolonomies()],
});

/** How often each pair of holonomies occurs among the flat links in S_3 on the 2×1 torus. */
function torusOfHolonomies(): Figure {
  const G = groupNamed("S3");
  const flat = flatLinks({ G, Nx: 2, Ny: 1 });
  const counts = Array.from({ length: G.order ** 2 }, () => 0);
  flat.forEach((f, code) => {
    const digit = (i: number): number => Math.floor(code / G.order ** i) % G.order;
    // Around the torus in x: U_x(0) U_x(1); in y, where it has one site: U_y(0).
    if (f === 1) counts[G.op(digit(0), digit(1)) * G.order + digit(2)]++;
  });
  return {
    id: "holonomies",
    caption: String.raw`All ${flat.reduce((a, b) => a + b, 0)} choices of links in $S_3$ on the $2\times1$ torus with every plaquette 1, by their holonomies around the torus: $a=U_x(0)U_x(1)$ across, $b=U_y(0)$ upwards. Exactly the pairs that commute occur, each equally often.`,
    description: `A 6×6 table: cells of commuting pairs have ${Math.max(...counts)}, the others 0.`,
    axes: { x: `a (${G.elements.join(", ")})`, y: "b" },
    series: [
      {
        name: "choices of links",
        mark: "cells",
        x: counts.map((_, k) => Math.floor(k / G.order)),
        y: counts.map((_, k) => k % G.order),
        value: counts,
      },
    ],
  };
}
