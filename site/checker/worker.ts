/// <reference lib="webworker" />
// Decides one equation after another with the engine of `commute check`.
import { card, judged } from "../../src/decide/card.ts";
import { decide, defaultEffort } from "../../src/decide/decide.ts";
import { InputError } from "../../src/errors.ts";
import { parseEquation } from "../../src/formula/equation.ts";
import type { Answer, Question } from "./messages.ts";

function answer({ equation: text, given, over, strict }: Question): Answer {
  const began = performance.now();
  try {
    const equation = parseEquation(text, given, over);
    const effort = { ...defaultEffort, strict };
    const decision = decide(equation, effort);
    const misses = decision.outcome === "holds" ? judged(equation, effort) : [];
    const text_ = card(equation, decision, misses, true);
    return { outcome: decision.outcome, card: text_, ms: performance.now() - began };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { outcome: "unread", message: error.message };
  }
}

self.onmessage = ({ data }: MessageEvent<Question>): void => self.postMessage(answer(data));
