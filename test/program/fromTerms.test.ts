import { expect, it } from "vitest";
import { rational, rationals, showRational } from "../../src/algebra/rational.ts";
import { DomainError } from "../../src/errors.ts";
import { programBuilder } from "../../src/program/builder.ts";
import { evaluate } from "../../src/program/evaluate.ts";
import { fromTerms } from "../../src/program/fromTerms.ts";
import { scalars } from "../../src/scalars/signature.ts";
import { recorder } from "../../src/term/record.ts";
import { termStore } from "../../src/term/term.ts";

const store = termStore();
const X = recorder(scalars, store);
const unknown = (name: string) => store.term("R", "unknown", [name, ""], []);
const [a, b, c] = ["a", "b", "c"].map(unknown);

it("fromTerms lowers every operation of scalars: the value is the one by hand", () => {
  const term = X.sub(
    X.mul(a, b, c),
    X.add(X.div(a, b), X.neg(X.power(-2, c)), X.rational("-3/4"), X.rational(5)),
  );
  const B = programBuilder();
  const program = B.program(fromTerms(B, [term]));
  // 2·3·5 − (2/3 − 1/25 − 3/4 + 5), over the common denominator 300
  const values = program.variables.map((name) => rational({ a: 2, b: 3, c: 5 }[name] ?? 0));
  expect(evaluate(rationals, program, values).map(showRational)).toEqual(["7537/300"]);
});

it("fromTerms makes jets variables of their own and shares equal terms", () => {
  const jet = store.term("R", "unknown", ["u", "", 0, 1], []);
  const B = programBuilder();
  const [left, right] = fromTerms(B, [X.mul(jet, a), X.mul(a, jet)]);
  expect(left).toBe(right);
  expect(B.program([left]).variables).toEqual(["u_{0,1}", "a"]);
});

it("fromTerms refuses other signatures and a division by the constant 0", () => {
  const B = programBuilder();
  expect(() => fromTerms(B, [store.term("R", "tr", [], [a])])).toThrow(DomainError);
  expect(() => fromTerms(B, [X.div(a, X.rational(0))])).toThrow(DomainError);
});
