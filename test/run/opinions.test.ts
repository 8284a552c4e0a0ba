import { expect, it } from "vitest";
import type { Reply, Request } from "../../src/run/messages.ts";
import { secondOpinions } from "../../src/run/opinions.ts";
import type { Ending, Thread } from "../../src/run/thread.ts";
import { claim } from "../record/fixture.ts";

const opinion = { engine: "mathjs", version: "1", says: "agree", about: "5 points" };
const records = ["x", "y", "z"].map((name) => ({
  ...claim,
  id: `a/one/${name}`,
  shape: "equation" as const,
  corroboration: [],
}));
const done: Ending = { type: "done" };
const opinions = (corroboration: unknown): Reply => ({ type: "opinions", corroboration });

/** A thread that answers in this way, and what it was asked and how often it was opened and ended. */
function threads(answer: (request: Request, say: (reply: Reply) => void) => Ending): {
  readonly asked: string[];
  readonly open: () => Promise<Thread>;
} {
  const asked: string[] = [];
  const open = (): Promise<Thread> => {
    asked.push("open");
    return Promise.resolve({
      ask: (request, onReply) => {
        asked.push(request.type === "opine" ? `${request.bundle} ${request.id}` : request.type);
        return Promise.resolve(answer(request, onReply));
      },
      end: () => Promise.resolve(void asked.push("end")),
    });
  };
  return { asked, open };
}

it("secondOpinions adds them to a record, and drops those that are no opinions", async () => {
  const { asked, open } = threads((request, say) => {
    if (request.type !== "opine") throw new Error(request.type);
    if (request.id !== "a/one/z") say(opinions(request.id === "a/one/x" ? [opinion] : "yes"));
    return done;
  });
  const { on, end } = secondOpinions({ effort: "quick", open });
  const given = await on("one.mjs", records);
  await end();
  expect(given.map(({ corroboration }) => corroboration)).toEqual([[opinion], [], []]);
  expect(given.map((record) => ({ ...record, corroboration: [] }))).toEqual(records);
  const each = records.map(({ id }) => `one.mjs ${id}`);
  expect(asked).toEqual(["open", ...each, "end"]);
});

it("secondOpinions goes on in another thread where one is lost, and in one thread for all theorems", async () => {
  const { asked, open } = threads((request, say) => {
    if (request.type === "opine" && request.id === "a/one/y") return { type: "silent", seconds: 2 };
    say(opinions([opinion]));
    return done;
  });
  const { on, end } = secondOpinions({ effort: "quick", open });
  const [first, second] = await Promise.all([on("one.mjs", records), on("two.mjs", [records[0]])]);
  await end();
  expect(first.map(({ corroboration }) => corroboration.length)).toEqual([1, 0, 1]);
  expect(second[0].corroboration).toEqual([opinion]);
  expect(asked.filter((what) => what === "open")).toHaveLength(2);
  expect(asked.slice(-2)).toEqual(["two.mjs a/one/x", "end"]);
});

it("secondOpinions asks nothing about what is no equation, came to no evidence, or was interrupted", async () => {
  const { asked, open } = threads(() => done);
  const { on } = secondOpinions({ effort: "quick", open });
  const unasked = [
    { ...records[0], shape: "value" as const },
    { ...records[0], evidence: [] },
  ];
  expect(await on("one.mjs", unasked)).toEqual(unasked);
  const signal = AbortSignal.abort();
  expect(await secondOpinions({ effort: "quick", open, signal }).on("", records)).toEqual(records);
  expect(asked).toEqual([]);
});

it("secondOpinions keeps the records where no thread can be opened", async () => {
  const open = (): Promise<Thread> => Promise.reject(new Error("no memory"));
  const { on, end } = secondOpinions({ effort: "quick", open });
  expect(await on("one.mjs", records)).toEqual(records);
  await end();
});
