import { DomainError } from "../errors.ts";
import type { ProgramBuilder } from "./builder.ts";
import { arity, operation } from "./program.ts";

/**
 * The derivation D of the field of rational functions with D x = `image(x)` for every variable x, from
 * node to node of the builder: D(ab) = (Da) b + a (Db). With image(u_J) = u_{Jμ} it is the total
 * derivative d/dx^μ of jets; with image(x) = 1 and 0 otherwise it is ∂/∂x.
 *
 * Each node is derived once for all calls. Exactness: formal, so exact in every ring. Cost: at most 4
 * new nodes a node.
 *
 * @param image the derivative of a variable, as a node; `undefined` says 0
 */
export function derivation(
  B: ProgramBuilder,
  image: (variable: string) => number | undefined,
): (node: number) => number {
  const { op, left, right, name } = B.nodes;
  const zero = B.constant(0);
  const known = new Map<number, number>();
  const of = (node: number): number => known.get(node) ?? zero;
  // Terms with the derivative 0 are dropped here: the builder keeps 0·(1/a), for its pole.
  const times = (da: number, b: () => number): number => (da === zero ? zero : B.mul(da, b()));
  const derive = (k: number): number => {
    const [a, b] = [left(k), right(k)];
    switch (op(k)) {
      case operation.variable:
        return image(name(k)) ?? zero;
      case operation.constant:
        return zero;
      case operation.add:
        return B.add(of(a), of(b));
      case operation.sub:
        return B.sub(of(a), of(b));
      case operation.neg:
        return B.neg(of(a));
      case operation.mul:
        return B.add(
          times(of(a), () => b),
          times(of(b), () => a),
        );
      case operation.div: {
        const numerator = B.sub(
          of(a),
          times(of(b), () => k),
        );
        return numerator === zero ? zero : B.div(numerator, b);
      }
      case operation.power:
        return b === 0 ? zero : times(of(a), () => B.mul(B.constant(b), B.power(a, b - 1)));
      default:
        throw new DomainError("derivation", "an operation of programs", op(k));
    }
  };
  return (node) => {
    const stack = [node];
    while (stack.length > 0) {
      const k = stack[stack.length - 1];
      const count = arity[op(k)];
      const before = stack.length;
      if (count > 0 && !known.has(left(k))) stack.push(left(k));
      if (count > 1 && !known.has(right(k))) stack.push(right(k));
      if (stack.length > before) continue;
      if (!known.has(k)) known.set(k, derive(k));
      stack.pop();
    }
    return of(node);
  };
}
