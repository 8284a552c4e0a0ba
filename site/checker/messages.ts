/** An equation as the reader typed it. */
export interface Question {
  readonly equation: string;
  readonly given: string;
  readonly over: "R" | "C";
  readonly strict: boolean;
}

/** What the worker makes of it: a card as `commute check` prints it, or why it cannot be read. */
export type Answer =
  | {
      readonly outcome: "holds" | "fails" | "undecided";
      readonly card: string;
      readonly ms: number;
    }
  | { readonly outcome: "unread"; readonly message: string };
