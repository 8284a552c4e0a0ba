import { DomainError } from "../errors.ts";

/**
 * The enclosure meets the domain and its complement, or a cut, or the place of a jump: nothing can
 * be said of the number inside. More bits may help, which `signOf` tries; a plain DomainError says
 * that the number itself is outside.
 */
export class TooWide extends DomainError {
  override readonly name = "TooWide";
}
