import fc from "fast-check";
import { rational } from "../../src/algebra/rational.ts";
import { DomainError } from "../../src/errors.ts";
import { programBuilder, type ProgramBuilder } from "../../src/program/builder.ts";
import { operation, type Program } from "../../src/program/program.ts";

/** One step of a random program: an operation on two earlier nodes. */
type Step = readonly [number, number, number];

/** What to do at each node of a program when it is written again in another way. */
type Rewriting = readonly number[];

const steps = (most: number, kinds: number): fc.Arbitrary<readonly Step[]> =>
  fc.array(fc.tuple(fc.nat(kinds - 1), fc.nat(1000), fc.nat(1000)), {
    minLength: 2,
    maxLength: most,
  });

const CONSTANTS = [1, 2, -1, 3, -5, 7]
  .map((n) => rational(n))
  .concat(
    rational(1, 2),
    rational(-3, 4),
    // Squared, past 2^53.
    rational(998_244_353),
    rational(1, 1_000_003),
  );

/** Records the steps over x, y, z and some constants; a division by the constant 0 is left out. */
function replay(B: ProgramBuilder, recipe: readonly Step[]): number {
  const nodes = ["x", "y", "z"].map(B.variable);
  for (const [kind, i, j] of recipe) {
    // Later nodes are likelier, so that programs are deep.
    const a = nodes[nodes.length - 1 - (i % Math.min(nodes.length, 4))];
    const b = nodes[j % nodes.length];
    nodes.push(step(B, kind, a, b, j));
  }
  return nodes[nodes.length - 1];
}

function step(B: ProgramBuilder, kind: number, a: number, b: number, j: number): number {
  switch (kind) {
    case 0:
      return B.add(a, b);
    case 1:
      return B.sub(a, b);
    case 2:
    case 3:
      return B.mul(a, b);
    case 4:
      return B.neg(a);
    case 5:
      return B.power(a, j % 4);
    case 6:
      return B.add(a, B.constant(CONSTANTS[j % CONSTANTS.length]));
    case 7:
      return B.mul(a, B.constant(CONSTANTS[j % CONSTANTS.length]));
    default:
      try {
        return B.div(a, b);
      } catch (error) {
        if (error instanceof DomainError) return a;
        throw error;
      }
  }
}

/** The same function written otherwise: each node by one of a few identities of fields. */
function rewritten(B: ProgramBuilder, program: Program, choices: Rewriting): number[] {
  const { ops, left, right, variables, constants } = program;
  const again: number[] = [];
  const view = B.nodes;
  const isSum = (k: number): boolean =>
    view.op(k) === operation.add || view.op(k) === operation.sub;
  for (let k = 0; k < ops.length; k++) {
    const choice = choices[k % choices.length] % 4;
    const [a, b] = [again[left[k]], again[right[k]]];
    switch (ops[k]) {
      case operation.variable:
        again.push(B.variable(variables[left[k]]));
        break;
      case operation.constant:
        again.push(B.constant(constants[left[k]]));
        break;
      case operation.add:
        again.push(choice > 1 ? B.add(a, b) : B.sub(a, B.neg(b)));
        break;
      case operation.sub:
        again.push(choice > 1 ? B.neg(B.sub(b, a)) : B.add(B.mul(B.constant(-1), b), a));
        break;
      case operation.neg:
        again.push(choice > 1 ? B.sub(B.constant(0), a) : B.sub(a, B.mul(B.constant(2), a)));
        break;
      case operation.mul: {
        // Distributed over a sum, or by polarisation 4ab = (a + b)² − (a − b)².
        const [p, q] = isSum(a) ? [a, b] : [b, a];
        const join = view.op(p) === operation.sub ? B.sub : B.add;
        if (choice < 2 && isSum(p))
          again.push(join(B.mul(view.left(p), q), B.mul(view.right(p), q)));
        else if (choice === 2)
          again.push(B.div(B.sub(B.power(B.add(a, b), 2), B.power(B.sub(a, b), 2)), B.constant(4)));
        else again.push(B.mul(b, a));
        break;
      }
      case operation.div:
        again.push(
          choice > 1
            ? B.mul(a, B.power(b, -1))
            : B.div(B.mul(a, B.add(b, B.variable("x"))), B.mul(B.add(B.variable("x"), b), b)),
        );
        break;
      default: {
        const factors = Array<number>(right[k]).fill(a);
        again.push(factors.reduce(B.mul, B.constant(1)));
      }
    }
  }
  return program.roots.map((root) => again[root]);
}

/**
 * Random programs with one root: f, or f − f' with f' the same function written otherwise, or that with one
 * more term. So zero and almost zero both are frequent. At most `most` steps; `rational`: with divisions.
 */
export function programs(most: number, isRational: boolean): fc.Arbitrary<Program> {
  return fc
    .tuple(
      steps(most, isRational ? 9 : 8),
      fc.array(fc.nat(3), { minLength: 4, maxLength: 8 }),
      fc.nat(5),
    )
    .map(([recipe, choices, kind]) => {
      const B = programBuilder();
      const f = replay(B, recipe);
      if (kind === 0) return B.program([f]);
      const [again] = divisible(() => rewritten(B, B.program([f]), choices)) ?? [f];
      const difference = B.sub(f, again);
      if (kind > 1) return B.program([difference]);
      return B.program([B.add(difference, B.mul(B.variable("x"), B.constant(rational(1, 3))))]);
    });
}

/** A rewriting may fold a divisor to the constant 0. */
function divisible<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch (error) {
    if (error instanceof DomainError) return undefined;
    throw error;
  }
}
