import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Device } from "../numeric/device.ts";
import { portrait, type Portrait } from "../numeric/portrait.ts";
import { cacheFolder } from "../devices/cache.ts";

/** Of the portrait's own format and draws: an older file is measured again. */
const edition = 2;

/** A device's portrait, measured once for each device, version and machine's cache. */
export async function portraitOf({ label, kernels }: Device): Promise<Portrait> {
  const name = createHash("sha256").update(`${edition} ${process.version} ${label}`).digest("hex");
  const folder = join(cacheFolder(), "portraits");
  const file = join(folder, `${name.slice(0, 16)}.json`);
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Portrait;
  } catch {
    const measured = await portrait(kernels);
    try {
      mkdirSync(folder, { recursive: true });
      writeFileSync(file, JSON.stringify(measured));
    } catch {
      // A cache that cannot be written costs the measuring again.
    }
    return measured;
  }
}

const power = (log2: number): string => (log2 < -999 ? "exact" : `2^${log2.toFixed(1)}`);

/** A portrait in lines for a reader. */
export function described(p: Portrait): string[] {
  const { roundoff, matMul, sum, functions, integers } = p;
  const wrong = Object.entries(integers).flatMap(([op, says]) =>
    says === "exact" ? [] : [`${op} ${says}`],
  );
  const ulps = Object.entries(functions).map(([name, { ulp }]) => `${name} ${ulp.toPrecision(2)}`);
  return [
    `products keep ${p.operands}; + ${power(roundoff.add)}, × ${power(roundoff.mul)}, ÷ ${power(roundoff.div)}; x·y + z is ${p.contraction}`,
    `on the scale Σ|terms|, lengths to 1024: matMul ${power(Math.max(...Object.values(matMul)))}, sum ${power(Math.max(...Object.values(sum)))}`,
    `subnormals ${p.subnormals}; repeated runs ${p.repeats}; int32 ${wrong.length === 0 ? "exact" : wrong.join("; ")}`,
    `worst error in ulp: ${ulps.join(", ")}`,
  ];
}
