/** The public surface: what a spec may import, by the package's own name. */
export { equation } from "./claim/equation.ts";
export type { Equation, EquationOf, NearMiss, Premise } from "./claim/equation.ts";
export { having, many } from "./claim/problem.ts";
export type { Configuration, Problem } from "./claim/problem.ts";
export { where } from "./claim/model.ts";
export type { Model } from "./claim/model.ts";
export type { Claim, Work } from "./claim/claim.ts";
export { fn } from "./term/signature.ts";
export type { Signature } from "./term/signature.ts";
export type { Term } from "./term/term.ts";
export type { Operations } from "./term/record.ts";
export { matrices, matrixFields } from "./matrices/signature.ts";
export { freeMatrixModel } from "./matrices/proof.ts";
export { sampledMatrices } from "./matrices/sampledExact.ts";
