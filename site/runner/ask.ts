import type { Ask, Report } from "./messages.ts";

type Question = Ask extends infer A
  ? A extends Ask
    ? Omit<A, "effort" | "wasm" | "seed">
    : never
  : never;

/**
 * Asks the worker of a page, which is started by the first question and then kept. While it computes, of
 * several questions only the last is kept: a slider is where it is now.
 *
 * @param panel the element that says where the worker and its .wasm files lie
 */
export function asker(
  panel: HTMLElement,
  seed: () => string,
  take: (report: Report) => void,
): (question: Question) => void {
  let worker: Worker | undefined;
  let busy = false;
  let next: Question | undefined;
  const address = (name: string): string =>
    new URL(panel.dataset[name] ?? "", document.baseURI).href;
  const post = (question: Question): void => {
    if (worker === undefined) {
      worker = new Worker(address("worker"), { type: "module" });
      worker.addEventListener("message", ({ data }: MessageEvent<Report>) => {
        if (data.type === "progress") return;
        busy = false;
        take(data);
        const waiting = next;
        next = undefined;
        if (waiting !== undefined) post(waiting);
      });
      worker.addEventListener("error", (event) => {
        event.preventDefault();
        worker?.terminate();
        worker = undefined;
        busy = false;
        take({ type: "refused", message: event.message || "the worker's file did not load" });
      });
    }
    busy = true;
    const ask = { ...question, seed: seed(), effort: "default", wasm: address("wasm") } as Ask;
    worker.postMessage(ask);
  };
  return (question) => {
    if (busy) next = question;
    else post(question);
  };
}
