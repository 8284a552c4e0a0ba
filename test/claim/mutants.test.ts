import { expect, it } from "vitest";
import type { Work } from "../../src/claim/claim.ts";
import type { Finding, Model } from "../../src/claim/model.ts";
import { openDevice } from "../../src/numeric/device.ts";
import type { Device } from "../../src/numeric/device.ts";
import { stream } from "../../src/numeric/random.ts";
import { mutated, mutations } from "../../src/term/mutate.ts";
import { agreement, comparable, differs, draw, equations } from "./agreement.ts";
import type { Agreement } from "./agreement.ts";

const deep = process.env.COMMUTE_EFFORT === "deep";
const count = deep ? 200 : 1;
let device: Promise<Device> | undefined;
const work: Work = {
  effort: "quick",
  seed: "20240601",
  device: () => (device ??= openDevice()),
};
const all = await equations();
const compared = all.filter((claim) => comparable(claim) !== undefined);

it("there are claims to compare models on, from every spec that states an equation", () => {
  const theorem = (id: string): string => id.split("/").slice(0, 2).join("/");
  expect(new Set(compared.map((c) => theorem(c.id)))).toEqual(
    new Set(all.map((c) => theorem(c.id))),
  );
});

function contradictions({ claim, mutants }: Agreement): string[] {
  return mutants.flatMap(({ says, why }) =>
    why !== undefined && "contradiction" in why ? [`${claim}, ${says}: ${why.contradiction}`] : [],
  );
}

/** By default one claim of three, every theorem in turn; all of them at deep effort. */
const chosen = compared.filter((_, k) => deep || k % 3 === 0);

it.each(chosen.map((claim) => [claim.id, claim] as const))(
  `%s: its models agree on ${count} mutants, or differ with a reason`,
  async (_, claim) => {
    const found = await agreement(claim, count, work);
    expect(found.mutants.length).toBeGreaterThan(0);
    expect(contradictions(found)).toEqual([]);
  },
  600_000,
);

const equivariance = all.find((c) => c.id.endsWith("convolution-commutes-with-translation"));
const traces = all.find((c) => c.id.endsWith("traces-of-words-are-invariant"));
if (equivariance === undefined || traces === undefined) throw new Error("a spec is missing");

it("a model that lies is found by the mutants", async () => {
  const swapped = (model: Model): Model => ({
    ...model,
    check: async (problem, w): Promise<Finding> => {
      const found = await model.check(problem, w);
      return found.outcome === "fails" ? { outcome: "holds", scope: found.scope, cases: 1 } : found;
    },
  });
  const [free, tori] = equivariance.asked;
  const lying = { ...equivariance, asked: [free, swapped(tori)] };
  const found = await agreement(lying, 12, work);
  expect(found.mutants.some(differs)).toBe(true);
  expect(contradictions(found)[0]).toContain("went through every case of");
});

it("a free model that is deaf to a factor is found by the mutants", async () => {
  const [free, sampled] = traces.asked;
  const blind: Model = { ...free, check: () => ({ outcome: "holds", scope: "", cancelled: 1 }) };
  const found = await agreement({ ...traces, asked: [blind, sampled] }, 8, work);
  expect(contradictions(found)[0]).toContain("proves what another model refutes");
});

/** Of a long list, evenly spaced members; all of it at deep effort. */
function some<T>(list: readonly T[], most: number): readonly T[] {
  const step = deep ? 1 : Math.ceil(list.length / most);
  return list.filter((_, k) => k % step === 0);
}

it("mutations leave terms closed, well-sorted and different, and other sides alone", () => {
  for (const claim of chosen) {
    const { problem } = comparable(claim) ?? { problem: claim.problems()[0] };
    const { signature, store, left, right } = problem;
    const sound = left.map(({ sort }) => `${sort} closed`);
    for (const m of some(mutations(signature, store, left, [...left, ...right]), 8)) {
      const side = mutated(store, left, m);
      expect(side.map(({ sort, depth }) => `${sort} ${depth === 0 ? "closed" : "open"}`)).toEqual(
        sound,
      );
      expect(m.becomes.sort).toBe(m.node.sort);
      expect(side.some((t, i) => t !== left[i])).toBe(true);
    }
  }
});

it("mutations are of every kind", () => {
  const kinds = new Set<string>();
  for (const claim of compared) {
    const problem = claim.problems()[0];
    const both = [...problem.left, ...problem.right];
    for (const { what } of mutations(problem.signature, problem.store, problem.left, both))
      kinds.add(what.replace(/x\d+/g, "x").replace(/ becomes \w+(\[.*\])?$/, " becomes"));
  }
  for (const kind of [
    "arguments swapped",
    "inv dropped",
    "adjoint dropped",
    "inv inserted",
    "− becomes +",
    "+ becomes −",
    "literal changed",
    "direction changed",
    "another unknown",
    "another function",
    "x becomes",
  ])
    expect([...kinds]).toContain(kind);
});

it("draw goes on to mutants of mutants, each once, and is the same for the same seed", () => {
  const [problem] = equivariance.problems();
  const drawn = (): string[] => [...draw(problem, 60, stream("1", "x"))].map((m) => m.says);
  expect(drawn()).toHaveLength(60);
  expect(new Set(drawn()).size).toBe(60);
  expect(drawn()).toEqual(drawn());
  expect(drawn().some((says) => says.includes("; "))).toBe(true);
});
