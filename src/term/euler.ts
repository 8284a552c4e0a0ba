import { DomainError } from "../errors.ts";
import type { Literal } from "./signature.ts";
import { reachable } from "./term.ts";
import type { Term, TermStore } from "./term.ts";

/**
 * The Euler–Lagrange derivative of a scalar L by the matrix field A = `name[index]`:
 *
 *   E(L) = sum over jets w of (−1)^|w| ∂_w (∂L/∂A_w),
 *
 * where the gradient G = ∂L/∂A_w is the matrix with δL = tr(G δA_w) (the cyclic derivative). Reverse
 * differentiation, graph to graph: one pass from L to the jets, then |w| derivations of each gradient.
 *
 * Source: Rota, Sagan, Stein, A cyclic derivative in noncommutative algebra, J. Algebra 64 (1980).
 */
export function eulerLagrange(
  store: TermStore,
  lagrangian: Term,
  name: Literal,
  index: Literal,
  derive: (t: Term, direction: Literal) => Term,
): Term {
  const summands: Term[] = [];
  for (const [jet, gradient] of gradients(store, lagrangian)) {
    const [jetName, jetIndex, ...directions] = jet.literals;
    if (jetName !== name || jetIndex !== index) continue;
    const derived = directions.reduce<Term>((g, direction) => derive(g, direction), gradient);
    summands.push(directions.length % 2 === 0 ? derived : store.term("M", "neg", [], [derived]));
  }
  if (summands.length === 0)
    throw new DomainError(
      "euler",
      `a Lagrangian that depends on ${name}[${index}]`,
      "one that does not",
    );
  return store.term("M", "add", [], summands);
}

/** For every unknown matrix x of L the gradient G with δL = sum of tr(G δx). */
function gradients(store: TermStore, lagrangian: Term): [Term, Term][] {
  const product = (factors: readonly Term[]): Term =>
    factors.length === 0
      ? store.term("M", "one", [], [])
      : factors.length === 1
        ? factors[0]
        : store.term("M", "mul", [], factors);
  /** Weights of scalars are rational multiples of the identity, so they are matrices too. */
  const weights = new Map<Term, Term[]>([[lagrangian, [product([])]]]);
  const push = (term: Term, weight: Term): void => {
    const known = weights.get(term);
    if (known === undefined) weights.set(term, [weight]);
    else known.push(weight);
  };
  const found: [Term, Term][] = [];
  for (const term of reachable([lagrangian]).reverse()) {
    const incoming = weights.get(term);
    if (incoming === undefined) continue;
    const weight = incoming.length === 1 ? incoming[0] : store.term("M", "add", [], incoming);
    const { op, args, literals } = term;
    if (op === "unknown" && term.sort === "M") found.push([term, weight]);
    else if (op === "add") args.forEach((a) => push(a, weight));
    else if (op === "sub") {
      push(args[0], weight);
      push(args[1], store.term("M", "neg", [], [weight]));
    } else if (op === "neg") push(args[0], store.term("M", "neg", [], [weight]));
    else if (op === "scale") push(args[0], store.term("M", "scale", literals, [weight]));
    else if (op === "tr") push(args[0], weight);
    else if (op === "transpose") push(args[0], store.term("M", "transpose", [], [weight]));
    else if (op === "mul" && term.sort === "M")
      args.forEach((a, i) => push(a, product([...args.slice(i + 1), weight, ...args.slice(0, i)])));
    else if (args.length > 0)
      throw new DomainError("euler", "a sum of traces of products", `${op} of sort ${term.sort}`);
  }
  return found;
}
