import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { InputError } from "../errors.ts";
import { faultsOf } from "../record/issues.ts";

const item = z.strictObject({
  number: z.string().regex(/^\d+\.\d+$/, { error: 'a number in quotes, as "2.3"' }),
  title: z.string().min(1),
  /** `quote`: nothing to check; `extension`: no claim of the talk, but one an expert expects. */
  kind: z.enum(["claim", "quote", "extension"]),
});

/** One numbered claim of the talk, or one theorem that extends it. */
export type InventoryItem = Readonly<z.infer<typeof item>>;

const file = "theorems/inventory.yaml";

/**
 * Everything that pages may cover, in the order of the file; none where a repository keeps no inventory.
 *
 * @throws {InputError} naming the first entry that is not of the form, or a number given twice
 */
export async function readInventory(root: string): Promise<readonly InventoryItem[]> {
  let text: string;
  try {
    text = await readFile(join(root, file), "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
  const value: unknown = parse(text);
  const parsed = z.array(item).safeParse(value);
  if (!parsed.success) throw faultsOf(file, parsed.error, value)[0];
  const numbers = parsed.data.map(({ number }) => number);
  const twice = numbers.find((number, k) => numbers.indexOf(number) !== k);
  if (twice !== undefined) throw new InputError(file, "each number once", `${twice} twice`);
  return parsed.data;
}
