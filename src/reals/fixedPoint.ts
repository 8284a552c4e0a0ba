/**
 * Fixed point with a running error: v·2^-p ± err·2^-p. The bounds are computed along with the
 * values, so a proof that a kernel is right is the sum of the proofs of these four lines.
 */

/** A number x with |2^p x − v| ≤ err; p is kept by the caller. */
export interface Fixed {
  readonly v: bigint;
  readonly err: bigint;
}

const magnitude = (n: bigint): bigint => (n < 0n ? -n : n);

/** xy. The product of the ends errs by |x|·err_y + |y|·err_x + err_x·err_y; each >> by less than 1. */
export function times(x: Fixed, y: Fixed, p: bigint): Fixed {
  const err = magnitude(x.v) * y.err + magnitude(y.v) * x.err + x.err * y.err;
  return { v: (x.v * y.v) >> p, err: (err >> p) + 2n };
}

/**
 * x/y. With q = v_x/v_y: |x/y − q| ≤ (err_x + |q| err_y)/(|v_y| − err_y), and q and the division of
 * the bound err by less than 1 each. Domain: |v_y| > err_y.
 */
export function over(x: Fixed, y: Fixed, p: bigint): Fixed {
  const v = (x.v << p) / y.v;
  const err = ((x.err << p) + (magnitude(v) + 1n) * y.err) / (magnitude(y.v) - y.err);
  return { v, err: err + 2n };
}

/** x at p − cut digits: dropping digits errs by less than one of the new units, as does err's. */
export function coarser(x: Fixed, cut: bigint): Fixed {
  return { v: x.v >> cut, err: (x.err >> cut) + 2n };
}

/** How often to halve an argument: about √p halvings save as many terms of a Taylor series. */
function halvings(p: bigint): bigint {
  return BigInt(Math.max(2, Math.floor(Math.sqrt(Number(p) / 2))));
}

/**
 * exp(R·2^-p) with error below 3 units 2^-p: Taylor at R/2^k, then k squarings.
 *
 * Domain: 0 ≤ R < 2^p. Cost: O(√p) products of p digits. Source: Brent 1976, "The complexity of
 * multiple-precision arithmetic", section 3.
 */
export function expFixed(R: bigint, p: bigint): Fixed {
  const k = halvings(p);
  const guard = 2n * k + 16n;
  const q = p + guard;
  const x = R << (guard - k);
  let [sum, term] = [1n << q, 1n << q];
  let n = 0n;
  while (term !== 0n) {
    n++;
    term = ((term * x) >> q) / n;
    sum += term;
  }
  // True term − term ≤ (x/n)·(that of the one before) + 1 < 2, as x ≤ 1/4; the tail beyond n is at
  // most the true n-th term, below 2.
  let value: Fixed = { v: sum, err: 2n * n + 2n };
  for (let j = 0n; j < k; j++) value = times(value, value, q);
  return coarser(value, guard);
}

/**
 * cos and sin of R·2^-p with errors below 3 units 2^-p: Taylor of s = sin and c = 1 − cos at R/2^k,
 * then k times s ↦ 2s(1 − c), c ↦ 2s², which never cancels.
 *
 * Domain: 0 ≤ R < 2^p. Cost: O(√p) products of p digits.
 */
export function cosSinFixed(R: bigint, p: bigint): { readonly cos: Fixed; readonly sin: Fixed } {
  const k = halvings(p);
  const guard = 2n * k + 16n;
  const q = p + guard;
  const x = R << (guard - k);
  const y = (x * x) >> q;
  const one = 1n << q;
  const series = (first: bigint, start: bigint): Fixed => {
    let [sum, term, n, terms] = [0n, first, start, 0n];
    while (term !== 0n) {
      sum += terms % 2n === 0n ? term : -term;
      term = ((term * y) >> q) / (n * (n + 1n));
      n += 2n;
      terms++;
    }
    // Each term is below the true one by less than 2: y by less than 1, times a term below 1, over
    // n(n + 1) ≥ 6, and 1 by the division. The tail is below its first term (Leibniz), below 2.
    return { v: sum, err: 2n * terms + 2n };
  };
  let sin = series(x, 2n);
  let versine = series(y >> 1n, 3n);
  for (let j = 0n; j < k; j++) {
    const cos = { v: one - versine.v, err: versine.err };
    const [product, square] = [times(sin, cos, q), times(sin, sin, q)];
    sin = { v: 2n * product.v, err: 2n * product.err };
    versine = { v: 2n * square.v, err: 2n * square.err };
  }
  const cos = { v: one - versine.v, err: versine.err };
  return { cos: coarser(cos, guard), sin: coarser(sin, guard) };
}

/**
 * log(X·2^-p): log x = y + 2 atanh((x − e^y)/(x + e^y)) for any y, here log x to a fifth of the
 * digits; then atanh δ = δ + δ³/3 up to |δ|^5/3, as Σ_{j≥2} |δ|^(2j+1)/(2j+1) ≤ (4/15)|δ|^5 for
 * |δ| ≤ 1/2. The bound holds whatever y ∈ [0, 1) was proposed.
 *
 * Domain: 2^p ≤ X < 2^(p+1). Error: a few units 2^-p. Cost: that of exp, times 1.3.
 */
export function logFixed(X: bigint, p: bigint): Fixed {
  const one = 1n << p;
  const y = proposal(p, (3n * (X - one)) >> 2n, (h) => logFixed(X >> (p - h), h).v);
  const e = expFixed(y, p);
  const d = over({ v: X - e.v, err: e.err }, { v: X + e.v, err: e.err }, p);
  const rest = fifthPower(d, p) / 3n + 1n;
  const cube = times(times(d, d, p), d, p);
  return { v: y + 2n * (d.v + cube.v / 3n), err: 2n * (d.err + cube.err / 3n + 2n + rest) };
}

/**
 * atan(T·2^-p): atan t = y + atan((t cos y − sin y)/(cos y + t sin y)) for any y ∈ [0, 1], here atan
 * t to a fifth of the digits; then atan δ = δ − δ³/3 up to |δ|^5/5 (Leibniz, |δ| ≤ 1).
 *
 * Domain: 0 ≤ T ≤ 2^p. Error: a few units 2^-p. Cost: that of sin and cos, times 1.3.
 */
export function atanFixed(T: bigint, p: bigint): Fixed {
  const y = proposal(p, (3n * T) >> 2n, (h) => atanFixed(T >> (p - h), h).v);
  const { cos, sin } = cosSinFixed(y, p);
  const t = { v: T, err: 0n };
  const [a, b] = [times(t, cos, p), times(t, sin, p)];
  const d = over(
    { v: a.v - sin.v, err: a.err + sin.err },
    { v: cos.v + b.v, err: cos.err + b.err },
    p,
  );
  const rest = fifthPower(d, p) / 5n + 1n;
  const cube = times(times(d, d, p), d, p);
  return { v: y + d.v - cube.v / 3n, err: d.err + cube.err / 3n + 2n + rest };
}

/** A guess of p digits in [0, 1): a chord for p < 5, else `better` with about p/5 digits. */
function proposal(p: bigint, chord: bigint, better: (h: bigint) => bigint): bigint {
  const h = (p + 18n) / 5n;
  const y = h >= p ? chord : better(h) << (p - h);
  const largest = (1n << p) - 1n;
  return y < 0n ? 0n : y > largest ? largest : y;
}

/** |x|^5 in units 2^-p, rounded up. */
function fifthPower(x: Fixed, p: bigint): bigint {
  const bound = magnitude(x.v) + x.err;
  return ((bound ** 5n) >> (4n * p)) + 1n;
}
