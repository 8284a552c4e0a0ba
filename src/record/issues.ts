import type { z } from "zod";
import { InputError } from "../errors.ts";

/** A value as an error message shows it: short, on one line, and never `[object Object]`. */
export function shown(value: unknown): string {
  if (value === undefined) return "nothing";
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : "a list";
  if (typeof value === "object" && value !== null) return "a mapping";
  const text = typeof value === "number" ? `${value}` : (JSON.stringify(value) ?? typeof value);
  return text.length <= 60 ? text : `${text.slice(0, 57)}…`;
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      typeof inner === "object" && inner !== null
        ? (inner as Record<PropertyKey, unknown>)[key]
        : undefined,
    value,
  );
}

function expected(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return issue.expected;
    case "invalid_value":
      return issue.values.map((value) => JSON.stringify(value)).join(" or ");
    case "unrecognized_keys":
      return "only fields of the schema";
    default:
      return issue.message;
  }
}

/** What a validator found, as errors of the input: file, field, expected and got, one line each. */
export function faultsOf(file: string, error: z.ZodError, input: unknown): InputError[] {
  return error.issues.map((issue) => {
    const keys = issue.code === "unrecognized_keys" ? issue.keys.join(", ") : undefined;
    const field = issue.path.map(String).join(".");
    const where = field === "" ? file : `${file}, field ${field}`;
    return new InputError(where, expected(issue), keys ?? shown(at(input, issue.path)));
  });
}
