import { expect, it } from "vitest";
import {
  sectionIntertwines,
  sectionIsWellDefined,
  translationPreservesMackey,
} from "../../specs/homogeneous/induced-representation.spec.ts";
import type { Problem } from "../../src/claim/problem.ts";
import { inductionNamed, smallInductions } from "../../src/induced/catalogue.ts";
import { exhaust } from "../../src/induced/finite.ts";
import { compareFree } from "../../src/induced/proof.ts";
import { stream } from "../../src/numeric/random.ts";
import { printTerm, reachable, type Term, type TermStore } from "../../src/term/term.ts";
import { rebuild } from "../../src/term/transform.ts";

/** What a node may become: of the same sort, with its arguments changed or one of them in its place. */
function alternatives(store: TermStore, t: Term): Term[] {
  const [a, b] = t.args;
  const same = (args: readonly Term[], op = t.op): Term => store.term(t.sort, op, [], args);
  switch (t.op) {
    case "op":
    case "opH":
      return [same([b, a]), a, b];
    case "inv":
    case "invH":
      return [a];
    case "include":
      return [same([store.term("H", "invH", [], [a])]), store.term("G", "e", [], [])];
    case "act":
      return [b, same([store.term("H", "invH", [], [a]), b]), same([a, t])];
    case "pair":
      return [same([store.term("G", "inv", [], [a]), b])];
    case "actE":
      return [b, same([store.term("G", "inv", [], [a]), b]), same([a, t])];
    case "unknown":
      if (t.sort === "G") return [same([t], "inv"), same([t, t], "op")];
      return t.sort === "H" ? [same([t], "invH"), same([t, t], "opH")] : [];
    default:
      return [];
  }
}

/** One to three changes of one side, at nodes and to alternatives drawn by a seeded stream. */
function mutant(problem: Problem, index: number): Problem {
  const s = stream("1", "induced", problem.claim).at(index);
  const side = s.integer(0, 1) === 0 ? "left" : "right";
  let terms = problem[side];
  for (let n = s.integer(1, 3); n > 0; n--) {
    const nodes = reachable(terms).filter((t) => alternatives(problem.store, t).length > 0);
    const node = nodes[s.integer(0, nodes.length - 1)];
    const choices = alternatives(problem.store, node);
    const chosen = choices[s.integer(0, choices.length - 1)];
    // Above the node everything is rebuilt; the node itself and what is below it is not.
    terms = rebuild(problem.store, terms, (t) => (t === node ? chosen : undefined));
  }
  return { ...problem, [side]: terms };
}

const deep = process.env.COMMUTE_EFFORT === "deep";
const examples = [...smallInductions(), inductionNamed("S4 ⊃ S3, standard")];

it.each([translationPreservesMackey, sectionIsWellDefined, sectionIntertwines])(
  "the free and the finite model agree on random mutants of $id",
  (claim) => {
    const seen = new Set<string>();
    const counts = { equal: 0, different: 0 };
    for (let index = 0; index < (deep ? 400 : 80); index++) {
      const problem = mutant(claim.problems()[0], index);
      const text = [...problem.left, ...problem.right].map(printTerm).join(" = ");
      if (seen.has(text)) continue;
      seen.add(text);
      const free = compareFree(problem).equal;
      const finite = exhaust(problem, examples).outcome;
      expect(`${text}: ${finite}`).toBe(`${text}: ${free ? "holds" : "fails"}`);
      counts[free ? "equal" : "different"]++;
    }
    expect(seen.size).toBeGreaterThanOrEqual(30);
    expect(counts.different).toBeGreaterThan(10);
    expect(counts.equal).toBeGreaterThan(0);
  },
);
