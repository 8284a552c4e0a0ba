import type { ExactClaim } from "./claim.ts";
import {
  contractedBianchi,
  contractedBianchiByInverse,
  friedmann,
  kerr,
  schwarzschild,
} from "./gravity.ts";
import { instanton } from "./instanton.ts";
import {
  cayleyHamilton,
  determinantMultiplicative,
  determinantTransposed,
  jacobi,
  pfaffian,
  vandermonde,
} from "./matrices.ts";
import { bianchi, yangMills } from "./yangMills.ts";

/** The fifteen claims of the bench, by the names that its rows have. */
export const exactClaims: readonly ExactClaim[] = [
  yangMills(2),
  yangMills(3),
  bianchi(3),
  determinantMultiplicative(3),
  determinantMultiplicative(4),
  determinantTransposed(5),
  schwarzschild,
  kerr,
  friedmann,
  contractedBianchi(4),
  vandermonde(7),
  cayleyHamilton(4),
  jacobi(4),
  pfaffian(6),
  instanton,
];

/** What only our engine is asked to prove: no peer was tried. */
export const claimsAlone: readonly ExactClaim[] = [contractedBianchiByInverse(4)];
