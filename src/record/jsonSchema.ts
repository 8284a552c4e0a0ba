import { z } from "zod";
import { recordSchema } from "./schema.ts";

/** The record format as a JSON Schema, for readers in other languages. */
export function recordJsonSchema(): Record<string, unknown> {
  return { title: "The record of a theorem", ...z.toJSONSchema(recordSchema) };
}
