import { maxima } from "./maxima.ts";
import { pari } from "./pari.ts";
import type { Dialect } from "./question.ts";
import { singular } from "./singular.ts";
import { smt } from "./smt.ts";
import { sympy } from "./sympy.ts";

/** The languages a program is printed in, by the name `--emit` knows them by. */
export const dialects: Readonly<Record<"pari" | "singular" | "sympy" | "maxima" | "smt", Dialect>> =
  {
    pari,
    singular,
    sympy,
    maxima,
    smt,
  };
