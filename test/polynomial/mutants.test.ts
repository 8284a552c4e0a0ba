import { expect, it } from "vitest";
import { stream } from "../../src/numeric/random.ts";
import { decide } from "../../src/polynomial/decide.ts";
import { counterexample } from "../../src/polynomial/witness.ts";
import { rational, rationals } from "../../src/algebra/rational.ts";
import { evaluate } from "../../src/program/evaluate.ts";
import { decideAtPoints } from "../../src/program/points.ts";
import { exactClaims } from "../bench/exact/claims/all.ts";
import { recorded, twin } from "../bench/exact/claims/claim.ts";
import { mutant } from "./mutant.ts";

const deep = process.env.COMMUTE_EFFORT === "deep";
const large = /contracted|su\(|4x4|Kerr|BPST|Vandermonde/;
const claims = exactClaims.filter(({ name }) => deep || !large.test(name));
const count = deep ? 60 : 2;

it.each(claims)("$name: holds, its twin does not, and both engines agree on mutants", (claim) => {
  const program = recorded(claim);
  const draws = stream("mutants", claim.name);
  const points = decideAtPoints(program, draws);
  expect(points).toMatchObject({ kind: "zero", over: "integers" });
  expect(decideAtPoints(twin(claim), draws).kind).toBe("nonzero");
  if (claim.name.startsWith("contracted")) return;
  expect(decide(program).kind).toBe("zero");
  expect(decide(twin(claim)).kind).toBe("nonzero");
  const killed = { yes: 0, no: 0, undecided: 0 };
  for (let k = 0; k < count; k++) {
    const changed = mutant(program, draws);
    // A mutant may expand without end, or divide by 0: then there is nothing to compare.
    const [exact, sampled] = [decide(changed, 2e6).kind, decideAtPoints(changed, draws).kind];
    if (exact === "undecided" || sampled === "undecided") killed.undecided++;
    else {
      expect(exact).toBe(sampled);
      killed[exact === "zero" ? "no" : "yes"]++;
    }
  }
  // What both prove to be 0 is an equivalent mutant: often of a node that both sides share.
  if (deep) {
    console.log(`${claim.name}: ${JSON.stringify(killed)}`);
    expect(killed.yes).toBeGreaterThan(0);
  }
});

it("counterexample gives a small integer point where the twin of a claim is not 0, over Q", () => {
  for (const claim of exactClaims.filter(({ name }) => /Kerr|Schwarz|3x3/.test(name))) {
    const program = twin(claim);
    const found = counterexample(program, stream("witness"));
    if (found === undefined) throw new Error("no counterexample");
    const values = evaluate(
      rationals,
      program,
      found.point.map((x) => rational(x)),
    );
    expect(values[found.root]).toEqual(found.value);
    expect(found.value.n).not.toBe(0n);
    expect(Math.max(...found.point.map(Math.abs))).toBeLessThanOrEqual(4);
  }
});

it("counterexample finds no point of what is identically 0", () => {
  const square = exactClaims.find(({ name }) => name.startsWith("Friedmann"));
  if (square === undefined) throw new Error("the claim is gone");
  expect(counterexample(recorded(square), stream("witness"))).toBeUndefined();
});
