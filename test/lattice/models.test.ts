import { describe, expect, it } from "vitest";
import { modelWork } from "../../src/claim/model.ts";
import type { Finding, Model } from "../../src/claim/model.ts";
import type { Problem } from "../../src/claim/problem.ts";
import { many } from "../../src/claim/problem.ts";
import { equation } from "../../src/claim/equation.ts";
import { finiteLinks } from "../../src/lattice/exhausted.ts";
import { haarLinks } from "../../src/lattice/haar.ts";
import { freeLinkModel } from "../../src/lattice/proof.ts";
import { latticeLinks } from "../../src/lattice/signature.ts";
import { torus } from "../../src/lattice/torus.ts";
import { stream } from "../../src/numeric/random.ts";
import type { Stream } from "../../src/numeric/random.ts";
import type { Operations } from "../../src/term/record.ts";
import { reachable } from "../../src/term/term.ts";
import type { Term } from "../../src/term/term.ts";
import { rebuild } from "../../src/term/transform.ts";

type X = Operations<typeof latticeLinks>;
type M = Term<"M">;

const work = {
  effort: "quick",
  seed: "test",
  device: () => Promise.reject(new Error("no device is needed")),
} as const;

const run = (
  model: Model<typeof latticeLinks>,
  problem: Problem,
  effort: "quick" | "deep" = "quick",
): Finding =>
  model.check(problem, modelWork({ ...work, effort }, model as Model, problem, true)) as Finding;

const free = freeLinkModel();
const finite = finiteLinks([
  { M: 1, n: 2 },
  { M: 1, n: 3 },
  { M: 2, n: 2 },
]);
const haar = haarLinks([1, 2, 3]);

/** Gauge invariance of C₁ on the 2×1 torus, and integrality. */
function problems(): Problem[] {
  const lattice = torus(2, 1);
  const chern = (X: X, x: readonly M[], y: readonly M[]): Term<"T"> =>
    X.add(
      ...lattice.sites.map((k) =>
        X.phase(X.mul(x[k], y[lattice.step(k, 1, 0)], X.adjoint(x[k]), X.adjoint(y[k]))),
      ),
    );
  const common = {
    states: "",
    over: latticeLinks,
    configurations: [{ Nx: 2, Ny: 1 }],
    unknowns: () => ({ x: many("M", 2), y: many("M", 2), omega: many("M", 2) }),
    models: [free],
  } as const;
  const integer = equation({
    ...common,
    id: "test/lattice/integer",
    left: (X, { x, y }) => X.wrap(chern(X, x, y)),
    right: (X) => X.wrap(X.turns(0)),
  });
  const gauge = equation({
    ...common,
    id: "test/lattice/gauge",
    left: (X, { x, y, omega }) => {
      const turned = (U: M, k: number, to: number): M => X.mul(omega[k], U, X.adjoint(omega[to]));
      return chern(
        X,
        x.map((U, k) => turned(U, k, 1 - k)),
        y.map((U, k) => turned(U, k, k)),
      );
    },
    right: (X, { x, y }) => chern(X, x, y),
  });
  return [...integer.problems(), ...gauge.problems()];
}

/** One node of the left side changed: an adjoint dropped or added, factors swapped, an angle replaced. */
function mutant(problem: Problem, s: Stream): Problem {
  const nodes = reachable(problem.left).filter((t) => t.sort !== "C");
  const target = nodes[s.integer(0, nodes.length - 1)];
  const kind = s.integer(0, 2);
  const { store } = problem;
  const changed = (args: readonly Term[]): Term | undefined => {
    const node = store.term(target.sort, target.op, target.literals, args);
    if (target.sort === "T") {
      if (target.op === "phase" && kind > 0)
        return store.term("T", kind === 1 ? "imTrace" : "argTrace", [], args);
      return store.term("T", "scale", [kind === 1 ? "1/2" : -1], [node]);
    }
    if (target.op === "adjoint" && kind > 0) return args[0];
    if (target.op === "mul" && kind > 0) return store.term("M", "mul", [], [...args].reverse());
    return store.term("M", "adjoint", [], [node]);
  };
  const left = rebuild(store, problem.left, (term, args) =>
    term === target ? changed(args) : undefined,
  );
  return { ...problem, left, variant: "mutant" };
}

describe("models of links", () => {
  it("all prove, exhaust or sample the claims themselves", () => {
    for (const problem of problems())
      for (const model of [free, finite, haar]) {
        const found = run(model, problem);
        expect(found.outcome).toBe("holds");
        expect(found.power !== undefined, "samples of a claim have a power").toBe(model === haar);
      }
  });

  const each = process.env.COMMUTE_EFFORT === "deep" ? 40 : 12;
  it(`never contradict a proof, and refute what it refutes, on ${each} mutants of each graph`, () => {
    const s = stream("1", "mutants");
    const seen = { proved: 0, refuted: 0 };
    for (const problem of problems())
      for (let i = 0; i < each; i++) {
        const mutated = mutant(problem, s);
        const [proof, cases, samples] = [free, finite, haar].map((m) => run(m, mutated));
        const said = `${mutated.claim} ${i}: ${proof.outcome} ${cases.outcome} ${samples.outcome}`;
        if (proof.outcome === "holds") {
          seen.proved++;
          expect(cases.outcome, said).not.toBe("fails");
          expect(samples.outcome, said).not.toBe("fails");
        } else {
          seen.refuted++;
          expect(proof.outcome, said).toBe("fails");
          expect(proof.witness?.confirmed, said).toBe("exact");
          // An integer may differ only in an open set of links that few samples meet; and what Haar
          // links never see is true off the exceptional set, of measure zero.
          if (samples.outcome === "fails") continue;
          const off = { ...mutated, hypotheses: ["no-minus-one"] };
          const hidden = run(free, off).outcome === "holds";
          expect(run(haar, mutated, "deep").outcome, said).toBe(hidden ? "holds" : "fails");
        }
      }
    expect(seen.proved).toBeGreaterThan(0);
    expect(seen.refuted).toBeGreaterThan(each);
  });

  it("the dropped hypothesis is seen by finite groups of even order, and only there", () => {
    const claim = equation({
      id: "test/lattice/odd",
      states: "",
      over: latticeLinks,
      configurations: [{ Nx: 1, Ny: 1 }],
      unknowns: () => ({ W: "M" }) as const,
      assume: { "no-minus-one": "W has no eigenvalue −1" },
      left: (X, { W }) => X.phase(X.adjoint(W)),
      right: (X, { W }) => X.neg(X.phase(W)),
      models: [free],
      nearMisses: () => ({ without: { why: "", without: "no-minus-one" } }),
    });
    const [problem] = claim.problems();
    const [without] = claim.problems("without");
    for (const model of [free, finite, haar]) expect(run(model, problem).outcome).toBe("holds");
    expect(run(free, without).witness?.values).toEqual({ W: "-1" });
    expect(run(finiteLinks([{ M: 1, n: 3 }]), without).outcome).toBe("holds");
    expect(run(finiteLinks([{ M: 1, n: 2 }]), without).outcome).toBe("fails");
    expect(haar.canDrop).not.toContain("no-minus-one");
  });

  it("finiteLinks calls a witness smallest only if every smaller cyclic group was exhausted", () => {
    // −1 is the only element of order two: inverses have the same phase in Z_2, and not in Z_3.
    const [problem] = equation({
      id: "test/lattice/even",
      states: "",
      over: latticeLinks,
      configurations: [{ Nx: 1, Ny: 1 }],
      unknowns: () => ({ W: "M" }) as const,
      left: (X, { W }) => X.phase(X.adjoint(W)),
      right: (X, { W }) => X.phase(W),
      models: [free],
    }).problems();
    const cyclic = (...orders: number[]): Finding =>
      run(finiteLinks(orders.map((n) => ({ M: 1, n }))), problem);
    expect(cyclic(2).outcome).toBe("holds");
    expect(cyclic(2, 3).witness?.size).toBe("smallest");
    expect(cyclic(3).witness?.size).toBe("shrunk");
    expect(cyclic(2, 4).witness?.size).toBe("shrunk");
  });

  it("haarLinks shrinks a sample to small rational unitary matrices, the identity left out", () => {
    const [problem] = equation({
      id: "test/lattice/sum",
      states: "",
      over: latticeLinks,
      configurations: [{ Nx: 1, Ny: 1 }],
      unknowns: () => ({ V: "M", W: "M", U: "M" }) as const,
      left: (X, { V, W, U }) => X.phase(X.mul(V, W, X.adjoint(V), U)),
      right: (X, { W, U }) => X.neg(X.phase(X.mul(W, U))),
      models: [free],
    }).problems();
    // One letter is enough: arg i and −arg i are 1/4 and −1/4 of a turn.
    for (const M of [1, 2, 3]) {
      const { outcome, witness } = run(haarLinks([M]), problem);
      expect([outcome, witness?.size, witness?.confirmed]).toEqual([
        "fails",
        "shrunk",
        "enclosure",
      ]);
      const [[, entries], ...others] = Object.entries(witness?.values ?? {});
      expect(others).toEqual([]);
      expect(witness?.says).toBe(`1×1 torus, U(${M}), 2 of 3 unknowns 1`);
      expect(entries.match(/-?i/g)).toHaveLength(1);
      expect(entries.match(/[1-9]/g) ?? []).toHaveLength(M - 1);
      const quarter = [witness?.left, witness?.right].map((side) =>
        Number.parseFloat((side ?? "").slice(1)),
      );
      expect(quarter.map(Math.abs)).toEqual([expect.closeTo(0.25, 10), expect.closeTo(0.25, 10)]);
    }
  });

  it("vacuous checks are undecided: no case, no angle, too many unknowns", () => {
    const [integer] = problems();
    const nothing = { ...integer, left: integer.right };
    expect(run(finite, nothing).outcome).toBe("undecided");
    expect(run(haar, { ...nothing, variant: undefined }).outcome).toBe("undecided");
    expect(run(finiteLinks([{ M: 3, n: 3 }]), integer).reason).toContain("too many");
  });
});
