/** The page `commute new` writes: every field of the front matter, and the headings to fill in. */
export function pageTemplate(id: string): string {
  return `---
id: ${id}
title: What the theorem says, in one line
# Numbers of the talk's inventory, such as ["2.3"]; empty for a theorem of your own.
talk: []
# The formula exactly as printed on the slide, if there is one:
# slide: "$d \\\\star F = 0$"
# Ids of theorems this one uses, such as ["yang-mills/variation"].
uses: []
sources:
  - Author, title, section
---

## As printed

The formula of the slide, word for word.

## As true

The corrected statement, with every hypothesis made explicit.

## Why

The proof, or the reason, in prose.

## What this does not show

The limits of the evidence.
`;
}

/** The spec `commute new` writes: it runs, is undecided, and names what to fill in. */
export function specTemplate(id: string): string {
  return `import { equation } from "commute";

// TODO(${id}): fill in the statement, the unknowns, both sides, the models and the near misses.
export const conclusion = equation("${id}/state-the-conclusion-here", {});
`;
}
