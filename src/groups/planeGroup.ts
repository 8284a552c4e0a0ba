import { finiteGroup, type FiniteGroup } from "./finiteGroup.ts";

/** r^k or r^k s on Z², r(x, y) = (−y, x) a quarter turn and s(x, y) = (x, −y). */
function moved(point: number, [x, y]: readonly [number, number]): readonly [number, number] {
  const mirrored = point >= 4 ? -y : y;
  const turn = point % 4;
  if (turn === 0) return [x, mirrored];
  if (turn === 1) return [-mirrored, x];
  return turn === 2 ? [-x, -mirrored] : [mirrored, -x];
}

/**
 * Z_n² ⋊ C4 (p4/n) or Z_n² ⋊ D4 (p4m/n): the motions x ↦ Ax + t of the torus Z_n², which SE(2) and E(2)
 * become on a picture of n × n pixels. Labels are `x,y` for t, followed by `r`, `r^2`, … for A.
 * Domain: order n²·4 or n²·8 at most 1024.
 */
export function planeGroup(n: number, mirrors: boolean): FiniteGroup {
  const points = mirrors ? 8 : 4;
  const turns = ["", "r", "r^2", "r^3"];
  const label = (p: number): string => `${turns[p % 4]}${p < 4 ? "" : "s"}`;
  const elements = Array.from({ length: n * n * points }, (_, k) => {
    const t = Math.floor(k / points);
    return `${Math.floor(t / n)},${t % n}${label(k % points)}`;
  });
  return finiteGroup(`p4${mirrors ? "m" : ""}/${n}`, elements, (g, h) => {
    const [t, u] = [Math.floor(g / points), Math.floor(h / points)];
    const [p, q] = [g % points, h % points];
    const [x, y] = moved(p, [Math.floor(u / n), u % n]);
    const residue = (a: number): number => ((a % n) + n) % n;
    const sum = residue(Math.floor(t / n) + x) * n + residue((t % n) + y);
    const turn = (p + (p < 4 ? q : 8 - q)) % 4;
    return sum * points + turn + (p < 4 === q < 4 ? 0 : 4);
  });
}
