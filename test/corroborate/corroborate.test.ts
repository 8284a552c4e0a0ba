import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import type { Claim, Work } from "../../src/claim/claim.ts";
import { equation } from "../../src/claim/equation.ts";
import type { Equation } from "../../src/claim/equation.ts";
import { having } from "../../src/claim/problem.ts";
import { fold } from "../../src/claim/verdict.ts";
import { corroborate, engines } from "../../src/corroborate/corroborate.ts";
import type { Engine, Loader } from "../../src/corroborate/engine.ts";
import { pointAt } from "../../src/corroborate/engine.ts";
import { expressions, TooLarge } from "../../src/corroborate/expression.ts";
import { question } from "../../src/corroborate/question.ts";
import { quoted } from "../../src/claim/quoted.ts";
import { freeMatrixModel } from "../../src/matrices/proof.ts";
import { matrices } from "../../src/matrices/signature.ts";
import type { Corroboration, Evidence } from "../../src/record/schema.ts";
import { claimSchema } from "../../src/record/schema.ts";
import { finiteGroups } from "../../src/sums/finite.ts";
import { groupFunctions } from "../../src/sums/signature.ts";
import { fn } from "../../src/term/signature.ts";
import type { Operations } from "../../src/term/record.ts";
import type { Term } from "../../src/term/term.ts";
import { equations } from "../claim/agreement.ts";

const load = createRequire(import.meta.url) as Loader;
const asked = engines(load);
const [nerdamer, mathjs] = asked;
const work: Work = { effort: "quick", seed: "1", device: () => Promise.reject(new Error("none")) };

type X = Operations<typeof matrices>;
type M = Term<"M">;
interface Unknowns {
  readonly A: M;
  readonly B: M;
  readonly U: M;
}

function claim(left: (X: X, u: Unknowns) => Term, right: (X: X, u: Unknowns) => Term): Equation {
  return equation({
    id: "a/b/c",
    states: "",
    over: matrices,
    unknowns: () => ({ A: "M", B: "M", U: having("M", "unitary") }) as const,
    assume: { unitary: "" },
    left,
    right,
    models: [freeMatrixModel()],
  });
}

const says = (c: Claim, outcome: "holds" | "fails" | "undecided"): string[] =>
  corroborate(c, { outcome }, () => asked).map((r) => r.says);
const about = (c: Claim, outcome: "holds" | "fails" | "undecided"): string[] =>
  corroborate(c, { outcome }, () => asked).map((r) => r.about);

describe("what engines are known to get wrong is a disagreement, and the verdict stays:", () => {
  it("nerdamer has ((xy)³)² = x²y²", async () => {
    const cube = (X: X, x: M): M => X.mul(x, x, x);
    const real = claim(
      (X, { A, B }) => {
        const product = X.mul(A, B);
        const P = cube(X, product);
        return X.mul(P, P);
      },
      (X, { A, B }) => X.mul(A, A, B, B),
    );
    const record = await real.check(work);
    expect(record.outcome).toBe("fails");
    const opinions = corroborate(real, record, () => [oneByOne(nerdamer), mathjs]);
    expect(opinions.map((o) => o.says)).toEqual(["disagree", "agree"]);
    expect(opinions[0].about).toContain("1×1 matrices");
    expect((await real.check(work)).outcome).toBe("fails");
  });
  it("mathjs rounds integers beyond 2⁵³ in rationalize", async () => {
    const wrong = claim(
      (X, { A }) => X.scale(10n ** 20n + 1n, X.tr(A)),
      (X, { A }) => X.scale(10n ** 20n, X.tr(A)),
    );
    const record = await wrong.check(work);
    expect(record.outcome).toBe("fails");
    const opinions = corroborate(wrong, record, () => [nerdamer, oneByOne(mathjs)]);
    expect(opinions.map((o) => o.says)).toEqual(["agree", "disagree"]);
    expect(opinions[1].about).toContain("rationalize gives 0");
  });
});

/** The engine with so small a limit that it is asked about 1×1 matrices. */
function oneByOne(engine: Engine): Engine {
  return { ...engine, mostTerms: 3 };
}

describe("corroborate", () => {
  const conjugated = claim(
    (X, { A, U }) => X.tr(X.mul(U, A, X.adjoint(U))),
    (X, { A }) => X.tr(A),
  );
  const printed = claim(
    (X, { A, U }) => X.tr(X.mul(U, A, X.transpose(U))),
    (X, { A }) => X.tr(A),
  );
  it("agrees on unitary matrices, as g and g⁻¹ of GL(2)", () => {
    expect(says(conjugated, "holds")).toEqual(["agree", "agree"]);
    expect(about(conjugated, "holds")[0]).toContain("2×2 matrices");
    expect(says(printed, "fails")).toEqual(["agree", "agree"]);
    expect(about(printed, "fails")[0]).toContain("expand leaves");
  });
  it("disagrees where a verdict is wrong", () => {
    expect(says(conjugated, "fails")).toEqual(["cannot", "cannot"]);
    expect(says(printed, "holds")).toEqual(["disagree", "disagree"]);
  });
  it("cannot say where the claim fails and this instance of it is true", () => {
    const commutes = claim(
      (X, { A, B }) => X.mul(A, B),
      (X, { A, B }) => X.mul(B, A),
    );
    const small = corroborate(commutes, { outcome: "fails" }, () => [{ ...mathjs, mostTerms: 3 }]);
    expect(small).toMatchObject([{ says: "cannot" }]);
    expect(small[0].about).toContain("the sides do agree there");
    expect(says(commutes, "fails")).toEqual(["agree", "agree"]);
  });
  it("cannot say anything of what is undecided, of side conditions, layers and what is too large", () => {
    expect(says(conjugated, "undecided")).toEqual(["cannot", "cannot"]);
    const sixth = (X: X, x: M): M => X.mul(x, x, x, x, x, x);
    const large = claim(
      (X, { A, B }) => sixth(X, X.mul(X.add(A, B), X.sub(A, B), X.adjoint(A))),
      (X) => X.zero(),
    );
    expect(about({ ...large }, "fails")[0]).toContain("too large: more than 300 terms");
  });
  it("of a value or a quotation says nothing at all", () => {
    const quotation = quoted({ id: "a/b/q", states: "" });
    expect(corroborate(quotation, { outcome: "quoted" }, () => asked)).toEqual([]);
    expect(
      corroborate({ ...conjugated, shape: "value" }, { outcome: "holds" }, () => asked),
    ).toEqual([]);
  });
  it("reads functions on a group as their values on C3, at every choice of the unknown elements", () => {
    const shifted = (back: boolean): Claim =>
      equation({
        id: "a/b/g",
        states: "",
        over: groupFunctions,
        unknowns: () => ({ f: fn(["G"], "R"), p: fn(["G"], "R"), g: "G" }) as const,
        left: (X, { f, p, g }) => X.sum((h) => X.mul(f(X.op(g, h)), p(h))),
        right: (X, { f, p, g }) =>
          X.sum((h) => X.mul(f(h), p(back ? X.op(X.inv(g), h) : X.op(g, h)))),
        models: [finiteGroups(["C3"])],
      });
    expect(says(shifted(true), "holds")).toEqual(["agree", "agree"]);
    expect(about(shifted(true), "holds")[1]).toContain("3 differences for all functions on C3");
    expect(says(shifted(false), "fails")).toEqual(["agree", "agree"]);
  });
  it("takes an engine that throws, runs out of time or is not installed for one that cannot", () => {
    const broken: Engine = {
      ...nerdamer,
      ask: () => {
        throw new Error("timeout");
      },
    };
    expect(corroborate(conjugated, { outcome: "holds" }, () => [broken])).toMatchObject([
      { says: "cannot", about: "it stopped: timeout" },
    ]);
    const nowhere = Object.assign(
      () => {
        throw new Error("Cannot find module");
      },
      { resolve: (id: string) => id },
    );
    for (const { says, about } of corroborate(conjugated, { outcome: "holds" }, () =>
      engines(nowhere),
    ))
      expect([says, about]).toEqual(["cannot", "it cannot be loaded: Cannot find module"]);
  });
  it("gives what a record takes, with the versions of the packages", async () => {
    const record = await conjugated.check(work);
    const corroboration = corroborate(conjugated, record, () => asked);
    expect(claimSchema.parse({ ...record, corroboration }).corroboration).toEqual(corroboration);
    expect(corroboration.map((c) => [c.engine, c.version])).toEqual([
      ["nerdamer-prime", "1.5.0"],
      ["mathjs", "15.2.0"],
    ]);
  });
  it("has no type that a verdict is folded from", () => {
    const opinion: Corroboration = { engine: "", version: "", says: "disagree", about: "" };
    // @ts-expect-error an opinion is no evidence
    const evidence: Evidence = opinion;
    // @ts-expect-error and cannot be folded
    const fed = (): unknown => fold([opinion]);
    expect([evidence, fed].length).toBe(2);
  });
});

describe("the claims of the specs", async () => {
  // Their own runs ask the engines about every one of them.
  const every = process.env.COMMUTE_EFFORT === "deep" ? 1 : 8;
  const all = (await equations()).filter((_, k) => k % every === 0);
  it.each(asked.map((engine) => [engine.name, engine] as const))(
    "%s contradicts none of them",
    (_, engine) => {
      const row = all.map((c) => ({
        id: c.id,
        ...corroborate(c, { outcome: c.expects === "fails" ? "fails" : "holds" }, () => [
          engine,
        ])[0],
      }));
      expect(row.filter((r) => r.says === "disagree")).toEqual([]);
      expect(row.filter((r) => r.says === "agree").length).toBeGreaterThanOrEqual(16 / every);
      for (const r of row.filter((r) => r.says === "cannot"))
        expect(r.about).toMatch(
          /no polynomials|side condition|speaks of .* alone|too large|0 at \d points|the sides do agree there/,
        );
    },
  );
});

describe("expressions", () => {
  const E = expressions(100);
  const [x, y] = [E.symbol("x"), E.symbol("y")];
  it("writes sums, products, powers and signs with the brackets they need", () => {
    const sum = E.add(x, y);
    expect(E.mul(sum, E.neg(x)).text).toBe("(v0+v1)*(-v0)");
    expect(E.neg(sum).text).toBe("-(v0+v1)");
    expect(E.add(x, E.neg(E.mul(sum, y))).text).toBe("v0-(v0+v1)*v1");
    expect(E.mul(sum, sum).text).toBe("(v0+v1)^2");
    expect(E.mul(E.mul(E.mul(x, y), E.mul(x, y)), E.mul(x, y)).text).toBe("(v0*v1)^3");
    expect(E.mul(E.literal("-2/3"), x).text).toBe("(-(2/3))*v0");
    expect(E.mul(x, E.inverse("x")).text).toBe("v0*v0^(-1)");
    expect([E.add(E.zero, x), E.mul(E.one, x), E.mul(E.zero, x).text]).toEqual([x, x, "0"]);
  });
  it("counts terms before cancellation and knows the value at its own point", () => {
    const difference = E.add(E.mul(E.add(x, y), E.add(x, y)), E.neg(E.mul(x, x)));
    expect(difference.terms).toBe(5);
    expect(difference.value).not.toBe(0n);
    expect(E.add(E.mul(x, y), E.neg(E.mul(y, x))).value).toBe(0n);
    expect(E.mul(x, E.inverse("x")).value).toBe(1n);
    expect(E.mul(E.literal("2/3"), E.literal("3/2")).value).toBe(1n);
  });
  it("stops at its limits of terms and of text", () => {
    const small = expressions(3, 8);
    const z = small.symbol("z");
    const two = small.add(z, z);
    expect(() => small.mul(two, two)).toThrow(TooLarge);
    expect(() => small.mul(small.mul(two, z), small.symbol("w"))).toThrow(
      "a text of more than 8 characters",
    );
  });
  it("agrees with nerdamer and mathjs on what random points say", () => {
    const texts = [E.mul(E.add(x, y), E.add(x, E.neg(y))).text, "-v0^2+v1^2"];
    const difference = `${texts[0]}${texts[1]}`;
    for (const engine of asked) {
      expect(engine.ask([difference], ["v0", "v1"], 6).finds).toBe("zero");
      expect(engine.ask([difference, texts[0]], ["v0", "v1"], 10).finds).toBe("not zero");
    }
  });
});

it("pointAt gives each symbol and k its own rational", () => {
  const values = [0, 1].flatMap((k) => Object.values(pointAt(["a", "b", "c", "d"], k)));
  expect(new Set(values).size).toBe(8);
});

it("question says what it cannot read", async () => {
  const layer = (await equations()).find((c) => c.id.endsWith("circular-layer-is-equivariant"));
  expect(layer === undefined ? "" : question(layer.problems()[0], 100)).toContain("no polynomials");
});

it("mathjs evaluates in fractions, where doubles would see no difference", () => {
  // 2^53 + 1 is no double: there the two products are one.
  const found = mathjs.ask(["9007199254740993*v0-9007199254740992*v0"], ["v0"], 7);
  expect(found.finds).toBe("not zero");
});
