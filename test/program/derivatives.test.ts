import { expect, it } from "vitest";
import { rational, rationals, type Rational } from "../../src/algebra/rational.ts";
import type { Field } from "../../src/algebra/ring.ts";
import { programBuilder, type ProgramBuilder } from "../../src/program/builder.ts";
import { evaluate } from "../../src/program/evaluate.ts";
import { gradient } from "../../src/program/gradient.ts";
import { derivation } from "../../src/program/total.ts";

/** a + a' ε with ε² = 0: the value and the derivative, by another algorithm than graph to graph. */
interface Dual {
  readonly value: Rational;
  readonly slope: Rational;
}
const Q = rationals;
const dual = (value: Rational, slope: Rational): Dual => ({ value, slope });
const duals: Field<Dual> = {
  name: "Q[ε]/ε²",
  exact: true,
  zero: dual(Q.zero, Q.zero),
  one: dual(Q.one, Q.zero),
  has: () => true,
  eq: (a, b) => Q.eq(a.value, b.value) && Q.eq(a.slope, b.slope),
  add: (a, b) => dual(Q.add(a.value, b.value), Q.add(a.slope, b.slope)),
  neg: (a) => dual(Q.neg(a.value), Q.neg(a.slope)),
  mul: (a, b) =>
    dual(Q.mul(a.value, b.value), Q.add(Q.mul(a.value, b.slope), Q.mul(a.slope, b.value))),
  inv: (a) => {
    const inverse = Q.inv(a.value);
    return dual(inverse, Q.neg(Q.mul(a.slope, Q.mul(inverse, inverse))));
  },
  show: (a) => `${Q.show(a.value)} + ${Q.show(a.slope)} ε`,
};

function sample(B: ProgramBuilder): number {
  const [x, y, z] = ["x", "y", "z"].map(B.variable);
  const shared = B.add(B.mul(x, y), B.power(z, 3));
  const quotient = B.div(B.sub(shared, B.neg(x)), B.add(B.power(shared, 2), B.constant(1)));
  return B.mul(B.add(quotient, B.mul(B.constant(rational(2, 3)), shared)), B.power(y, -2));
}

const point = [rational(2), rational(-3), rational(5, 7)];
const slopeAt = (direction: number): Rational => {
  const B = programBuilder();
  const values = point.map((v, k) => dual(v, rational(k === direction ? 1 : 0)));
  return evaluate(duals, B.program([sample(B)]), values)[0].slope;
};

it("gradient is the derivative of dual numbers, in every variable", () => {
  const B = programBuilder();
  const partials = gradient(B, sample(B));
  const roots = ["x", "y", "z"].map((name) => partials.get(name) ?? -1);
  const found = evaluate(rationals, B.program(roots), point);
  expect(found).toEqual([0, 1, 2].map(slopeAt));
});

it("derivation is the derivative of dual numbers, in every variable", () => {
  const B = programBuilder();
  const f = sample(B);
  const one = B.constant(1);
  const roots = ["x", "y", "z"].map((name) =>
    derivation(B, (v) => (v === name ? one : undefined))(f),
  );
  expect(evaluate(rationals, B.program(roots), point)).toEqual([0, 1, 2].map(slopeAt));
});

it("gradient leaves out variables that the node does not hold", () => {
  const B = programBuilder();
  const x = B.variable("x");
  B.mul(x, B.variable("y"));
  expect([...gradient(B, B.power(x, 2)).keys()]).toEqual(["x"]);
});

it("derivation with D u_J = u_Jt is the total derivative of jets: d(u u_t)/dt = u_t² + u u_tt", () => {
  const B = programBuilder();
  const [u, ut, utt] = ["u", "u_t", "u_tt"].map(B.variable);
  const jets: Record<string, number> = { u: ut, u_t: utt };
  const D = derivation(B, (name) => jets[name]);
  const difference = B.sub(D(B.mul(u, ut)), B.add(B.power(ut, 2), B.mul(u, utt)));
  const [value] = evaluate(
    rationals,
    B.program([difference]),
    [2, 3, 5].map((v) => rational(v)),
  );
  expect(value).toEqual(rational(0));
  expect(D(D(u))).toBe(utt);
});

it("derivation goes as deep as the program: 12 000 nested sums", () => {
  const B = programBuilder();
  const x = B.variable("x");
  let f = x;
  for (let k = 0; k < 12_000; k++) f = B.add(B.mul(f, B.constant(-1)), B.variable(`y${k % 7}`));
  const one = B.constant(1);
  expect(derivation(B, (name) => (name === "x" ? one : undefined))(f)).toBe(one);
});
