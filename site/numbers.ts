import { html, type Html } from "./html.ts";

/** Digits in groups of three, with a narrow no-break space. */
export const count = (n: number | string): string =>
  String(n).replace(/\B(?=(\d{3})+(?!\d))/g, "\u202f");

const power = (mantissa: string, exponent: number): Html =>
  mantissa === "1"
    ? html`10<sup>${minus(exponent)}</sup>`
    : html`${minus(mantissa)}·10<sup>${minus(exponent)}</sup>`;

const minus = (x: number | string): string => String(x).replace("-", "−");

/** A measured number to three significant digits: 0.0312, 5.96·10⁻⁸. */
export function real(x: number): Html {
  if (x === 0 || (Math.abs(x) >= 1e-3 && Math.abs(x) < 1e5)) {
    return html`${minus(Number(x.toPrecision(3)))}`;
  }
  const [mantissa, exponent] = x.toExponential(2).split("e");
  return power(String(Number(mantissa)), Number(exponent));
}

/** An integer of any length: in full up to twelve digits, else its size, with all digits in the title. */
export function integer(digits: string): Html {
  const size = digits.replace("-", "").length;
  if (size <= 12) return html`${minus(count(digits))}`;
  const lead = `${digits.slice(0, digits.length - size + 1)}.${digits.slice(digits.length - size + 1, digits.length - size + 3)}`;
  return html`<span title="${digits}">${power(lead, size - 1)}</span>`;
}

/** 2^e, with e rounded towards the weaker statement. */
export const powerOfTwo = (log2: number): Html => html`2<sup>${minus(Math.ceil(log2))}</sup>`;

/** A duration for a table: whole milliseconds, or seconds from one second on. */
export const duration = (ms: number): string =>
  ms >= 1000 ? `${(ms / 1000).toFixed(1)}\u202fs` : `${Math.max(1, Math.round(ms))}\u202fms`;

export const plural = (n: number, one: string, many = `${one}s`): string =>
  `${count(n)}\u00a0${n === 1 ? one : many}`;
