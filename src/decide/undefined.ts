import { DomainError } from "../errors.ts";

/** Thrown where an expression has certainly no value: log 0, √−1 over R, 1/0. */
export class Undefined extends DomainError {
  override readonly name: string = "Undefined";
}

/** Thrown where the value is not known for another reason than bits: Γ(1/3), a sum of millions. */
export class Unknown extends Error {
  override readonly name: string = "Unknown";
}
