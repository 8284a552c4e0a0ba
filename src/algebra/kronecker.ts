/** With fewer terms than these in one factor the schoolbook is faster. */
const FEW = 12;

/**
 * The first `length` coefficients of the product of two integer polynomials, by one product of long
 * integers (Kronecker substitution): both are evaluated at x = 2^b and the digits are read off, b
 * bits holding each signed coefficient that is kept; what overflows above them is cut away.
 *
 * Exactness: exact. Cost: one product of integers of n·b bits. Source: von zur Gathen & Gerhard 8.4.
 */
export function multiplyTruncated(
  f: readonly bigint[],
  g: readonly bigint[],
  length: number,
): bigint[] {
  const [a, b] = [f.slice(0, length), g.slice(0, length)];
  const size = a.length === 0 || b.length === 0 ? 0 : Math.min(length, a.length + b.length - 1);
  const [termsOfA, termsOfB] = [countTerms(a), countTerms(b)];
  if (termsOfA < FEW) return schoolbook(a, b, size);
  if (termsOfB < FEW) return schoolbook(b, a, size);
  const bits = bitsOfProduct(a, b, size) + Math.ceil(Math.log2(Math.min(termsOfA, termsOfB) + 1));
  const product = pack(a, bits) * pack(b, bits);
  return unpack(BigInt.asIntN(bits * size, product), bits, size);
}

function countTerms(a: readonly bigint[]): number {
  return a.reduce((count, x) => (x === 0n ? count : count + 1), 0);
}

function schoolbook(a: readonly bigint[], b: readonly bigint[], size: number): bigint[] {
  const product = Array<bigint>(size).fill(0n);
  a.forEach((x, i) => {
    if (x !== 0n) for (let j = 0; j < b.length && i + j < size; j++) product[i + j] += x * b[j];
  });
  return product;
}

/** b with |a_i b_j| < 2^(b-1) for all i + j < size. */
function bitsOfProduct(a: readonly bigint[], b: readonly bigint[], size: number): number {
  const [bitsOfA, bitsOfB] = [lengthsUpTo(a), lengthsUpTo(b)];
  return 1 + Math.max(...bitsOfA.map((x, i) => x + bitsOfB[Math.min(size - 1 - i, b.length - 1)]));
}

/** For each k a number of bits that hold |a_0|, …, |a_k|, at most three too many. */
function lengthsUpTo(a: readonly bigint[]): number[] {
  let [length, limit] = [0, 1n];
  return a.map((x) => {
    const size = x < 0n ? -x : x;
    if (size >= limit) {
      length = 4 * size.toString(16).length;
      limit = 1n << BigInt(length);
    }
    return length;
  });
}

/** Σ a_k 2^(bits·k), by halves. */
function pack(a: readonly bigint[], bits: number, from: number = 0, to: number = a.length): bigint {
  if (to - from === 1) return a[from];
  const middle = (from + to) >> 1;
  return (
    pack(a, bits, from, middle) + (pack(a, bits, middle, to) << BigInt(bits * (middle - from)))
  );
}

/** The a_k, |a_k| < 2^(bits-1), of Σ_(k<count) a_k 2^(bits·k): the lower half of them is a signed rest. */
function unpack(value: bigint, bits: number, count: number): bigint[] {
  const digits: bigint[] = [];
  const split = (rest: bigint, many: number): void => {
    if (many === 1) {
      digits.push(rest);
      return;
    }
    const half = many >> 1;
    const low = BigInt.asIntN(bits * half, rest);
    split(low, half);
    split((rest - low) >> BigInt(bits * half), many - half);
  };
  split(value, count);
  return digits;
}
