/**
 * Why a computation stopped: a coefficient would pass 2^53, a degree the packing, the work its budget;
 * or a divisor is 0, over the integers or modulo the prime in use. Caught where an outcome is made of it.
 */
export class Unfit extends Error {
  override readonly name: string = "Unfit";
  readonly reason: "coefficient" | "degree" | "budget" | "divisor";
  constructor(reason: Unfit["reason"]) {
    super(reason);
    this.reason = reason;
  }
}
