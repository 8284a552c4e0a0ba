import type { Finding, Model } from "../claim/model.ts";
import { decideAtPoints } from "../program/points.ts";
import { freeScalarModel, witnessOf } from "./proof.ts";
import { differences, isVacuous, vacuous } from "./lower.ts";
import { scalars, type Scalars } from "./signature.ts";

const scope = "random points of prime fields";

/** Random points of prime fields, by the rules of design.md 1.1, to an error of 2^-128. */
export function sampledScalars(): Model<Scalars> {
  return {
    name: "scalars over prime fields",
    kind: "sampled-exact",
    interprets: Object.keys(scalars.operations),
    canDrop: [],
    twin: freeScalarModel(),
    check: (problem, work): Finding => {
      const program = differences(problem);
      const found = decideAtPoints(program, work.stream("points").at(0));
      if (found.kind === "undecided") return { outcome: "undecided", scope, reason: found.why };
      if (found.kind === "nonzero") {
        const witness = witnessOf(problem, program, work);
        return witness === undefined
          ? { outcome: "undecided", scope, reason: `differs modulo ${found.prime} only` }
          : { outcome: "fails", scope, witness };
      }
      const { bits, degree, log2Norm, primes, points, over } = found;
      const facts = {
        scope,
        degree: String(degree),
        normBound: String(2n ** BigInt(Math.max(0, Math.ceil(log2Norm)))),
        primes: primes.map(String),
        points: points * primes.length,
        seed: work.seed,
      };
      if (isVacuous(problem)) return { ...facts, outcome: "undecided", reason: vacuous };
      if (over === "these primes")
        return {
          ...facts,
          outcome: "undecided",
          reason: "mod p only: the product of the primes is not above the 1-norm",
        };
      return { ...facts, outcome: "holds", errorLog2: -bits };
    },
  };
}
