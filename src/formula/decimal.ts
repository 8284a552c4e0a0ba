import { rational, type Rational } from "../algebra/rational.ts";
import { InputError } from "../errors.ts";

/** Beyond this a power of ten is a slip or an attack, not a number. */
const mostDigits = 5000;

/** The exact value of `12`, `0.1` or `1e-30`: a decimal is the fraction it says. @throws {InputError} */
export function parseDecimal(text: string, where: string): Rational {
  const match = /^([+-]?\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/.exec(text.trim());
  if (match === null || (match[1] === "" && match[2] === ""))
    throw new InputError(where, "a decimal number", `"${text}"`);
  const [, whole, fraction, exponent = "0"] = match;
  const shift = Number(exponent) - fraction.length;
  if (Math.abs(shift) > mostDigits)
    throw new InputError(where, `a number of at most ${mostDigits} digits`, text);
  const digits = BigInt(`${whole}${fraction}`.replace(/^\+/, "") || "0");
  return shift >= 0
    ? rational(digits * 10n ** BigInt(shift))
    : rational(digits, 10n ** BigInt(-shift));
}
