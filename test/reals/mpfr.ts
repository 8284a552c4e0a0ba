/** MPFR with directed rounding (npm gmp-wasm 1.3.2), the oracle of the enclosures. */
import { init } from "gmp-wasm";
import { dyadic, type Dyadic } from "../../src/reals/dyadic.ts";
import type { Enclosure } from "../../src/reals/enclosure.ts";
import type { Interval } from "../../src/reals/interval.ts";

const { binding } = await init();
const [towardsPlus, towardsMinus] = [2, 3];

const [result, ...operands] = [53, 53, 53].map((bits) => {
  const pointer = binding.mpfr_t();
  binding.mpfr_init2(pointer, bits);
  return pointer;
});
const integer = binding.mpz_t();
binding.mpz_init(integer);

/** Calls mpfr_<name> on the loaded operands and reads the result; down, then up. */
function both<T>(name: string, bits: number, count: number, read: (rounding: number) => T): T[] {
  const call = (binding as unknown as Record<string, (...args: number[]) => number>)[
    `mpfr_${name}`
  ];
  if (typeof call !== "function") throw new Error(`MPFR has no function ${name}`);
  binding.mpfr_set_prec(result, bits);
  return [towardsMinus, towardsPlus].map((rounding) => {
    call(result, ...operands.slice(0, count), rounding);
    return read(rounding);
  });
}

/** The doubles around the value at doubles; NaN outside the domain. */
export function mpfrDoubles(name: string, args: readonly number[]): Interval {
  args.forEach((x, k) => {
    binding.mpfr_set_prec(operands[k], 53);
    binding.mpfr_set_d(operands[k], x, 0);
  });
  const [lo, hi] = both(name, 53, args.length, (rounding) => binding.mpfr_get_d(result, rounding));
  return { lo, hi };
}

/** The value at exact arguments between neighbours of `bits` digits; undefined if NaN or infinite. */
export function mpfr(name: string, args: readonly Dyadic[], bits: number): Enclosure | undefined {
  args.forEach(({ m, e }, k) => {
    const hex = m.toString(16);
    binding.mpz_set_string(integer, hex, 16);
    binding.mpfr_set_prec(operands[k], Math.max(2, 4 * hex.length));
    binding.mpfr_set_z_2exp(operands[k], integer, e, 0);
  });
  const [lo, hi] = both(name, bits, args.length, () => {
    if (binding.mpfr_nan_p(result) !== 0 || binding.mpfr_inf_p(result) !== 0) return undefined;
    if (binding.mpfr_zero_p(result) !== 0) return dyadic(0n);
    const e = binding.mpfr_get_z_2exp(integer, result);
    const hex = binding.mpz_to_string(integer, 16);
    return dyadic(hex.startsWith("-") ? -BigInt(`0x${hex.slice(1)}`) : BigInt(`0x${hex}`), e);
  });
  return lo === undefined || hi === undefined ? undefined : { lo, hi };
}
