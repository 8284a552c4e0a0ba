import { equation, finiteGroups, fn, freeGroupModel, groupFunctions } from "commute";
import type { Operations, Term } from "commute";

type Algebra = Operations<typeof groupFunctions>;
type G = Term<"G">;
type R = Term<"R">;
type Shift = <T>(X: Algebra, u: G, f: (g: G) => T) => (g: G) => T;

/** (L_u f)(g) = f(u⁻¹g) and (R_u f)(g) = f(gu). */
const L: Shift = (X, u, f) => (g) => f(X.op(X.inv(u), g));
const R: Shift = (X, u, f) => (g) => f(X.op(g, u));

const groups = finiteGroups(["C2", "C3", "C4", "V4", "S3", "D4", "Q8", "A4", "S4"]);
const haar = {
  left: { "left-invariant": "dh is left Haar measure" },
  right: { "right-invariant": "dh is right Haar measure" },
};

interface Row {
  readonly id: string;
  readonly tex: string;
  readonly argument: (X: Algebra, g: G, h: G) => G;
  /** Which shift of the input becomes which shift of the output. */
  readonly input: Shift;
  readonly output: Shift;
  readonly shifts: string;
  readonly measure: "left" | "right";
  readonly expects?: "fails";
  /** A kernel argument that does not fit the shifts; for an expected refutation, the one that does. */
  readonly other: { readonly tex: string; readonly argument: (X: Algebra, g: G, h: G) => G };
}

const kernels = {
  "gh": (X: Algebra, g: G, h: G): G => X.op(g, h),
  "g^{-1}h": (X: Algebra, g: G, h: G): G => X.op(X.inv(g), h),
  "h^{-1}g": (X: Algebra, g: G, h: G): G => X.op(X.inv(h), g),
  "gh^{-1}": (X: Algebra, g: G, h: G): G => X.op(g, X.inv(h)),
  "hg^{-1}": (X: Algebra, g: G, h: G): G => X.op(h, X.inv(g)),
  "hg": (X: Algebra, g: G, h: G): G => X.op(h, g),
};

/** A row of the table of kernel arguments: Φ_ψ(shift f) = shift' Φ_ψ(f) for every ψ. */
function row(r: Row) {
  return equation({
    id: `homogeneous/group-convolution/${r.id}`,
    states: String.raw`${r.shifts},\qquad [f\star\psi](g)=\int_G\sum_k f_k(h)\,\psi_k(${r.tex})\,dh`,
    over: groupFunctions,
    unknowns: () => ({ f: fn(["G", "K"], "R"), psi: fn(["G", "K"], "R"), u: "G", g: "G" }) as const,
    assume: haar[r.measure],
    parts: (X) => ({
      argument: (g: G, h: G): G => r.argument(X, g, h),
      output: r.output,
    }),
    left: (X, { f, psi, u, g }, p) =>
      X.sum((h) => X.sumChannels((k) => X.mul(r.input(X, u, (x) => f(x, k))(h), psi(p.argument(g, h), k)))),
    right: (X, { f, psi, u, g }, p) =>
      p.output(X, u, (x): R => X.sum((h) => X.sumChannels((k) => X.mul(f(h, k), psi(p.argument(x, h), k)))))(g),
    models: [freeGroupModel(), groups],
    ...(r.expects === "fails"
      ? { expects: r.expects, control: (X: Algebra) => ({ argument: (g: G, h: G): G => r.other.argument(X, g, h) }) }
      : {
          nearMisses: (X: Algebra) => ({
            "other-argument": {
              why: `the kernel ψ(${r.other.tex})`,
              change: { argument: (g: G, h: G): G => r.other.argument(X, g, h) },
            },
            "other-shift": { why: "the output shifted on the other side", change: { output: r.output === L ? R : L } },
            "measure-not-invariant": { why: "a weight on the sum", without: `${r.measure}-invariant` },
          }),
        }),
  });
}

const other = (tex: keyof typeof kernels) => ({ tex, argument: kernels[tex] });
const equivariant = String.raw`L_uf\star\psi=L_u[f\star\psi]`;

export const printedIsLeftEquivariant = row({
  id: "printed-kernel-is-left-equivariant",
  tex: "gh", argument: kernels["gh"], input: L, output: L, shifts: equivariant, measure: "left",
  expects: "fails", other: other("g^{-1}h"),
});
export const printedMovesLeftToRight = row({
  id: "printed-kernel-turns-left-into-right",
  tex: "gh", argument: kernels["gh"], input: L, output: R, shifts: String.raw`L_uf\star\psi=R_u[f\star\psi]`, measure: "left",
  other: other("g^{-1}h"),
});
export const intertwines = row({
  id: "intertwines-left-translation",
  tex: "g^{-1}h", argument: kernels["g^{-1}h"], input: L, output: L, shifts: equivariant, measure: "left",
  other: other("gh"),
});
