import { DomainError } from "../errors.ts";

/**
 * Nothing can be said of the number inside: the enclosure meets the domain and its complement, or a
 * cut, or the place of a jump, or is beyond what the engine can represent. More bits may help, which
 * `signOf` tries; a plain DomainError says that the number itself is outside the domain.
 */
export class TooWide extends DomainError {
  override readonly name = "TooWide";
}
