import type { IncomingMessage, ServerResponse } from "node:http";

/** What open pages are told: a line to show, a claim's new standing, or to load themselves anew. */
export type News =
  | { readonly type: "says"; readonly text: string }
  | { readonly type: "claim"; readonly id: string; readonly standing: string }
  | { readonly type: "reload" };

/** Open pages of a served folder, while an author works on it. */
export interface Live {
  readonly tell: (news: News) => void;
  /** Answers what the script of an open page asks for; false for any other address. */
  readonly answer: (request: IncomingMessage, response: ServerResponse) => boolean;
  /** A page with that script in it: the policy of the pages lets in scripts of their own address. */
  readonly withScript: (page: string) => string;
}

const [script, stream] = ["/live.js", "/live"];

/** In the page: a claim that is checked again stands as pending until its verdict comes. */
const program = `new EventSource(${JSON.stringify(stream)}).onmessage = ({ data }) => {
  const news = JSON.parse(data);
  if (news.type === "reload") return location.reload();
  if (news.type === "claim") {
    for (const card of document.querySelectorAll("[data-claim]")) {
      const badge = card.dataset.claim === news.id ? card.querySelector("header .badge") : null;
      if (badge === null) continue;
      badge.textContent = news.standing;
      badge.className = "badge badge-undecided";
    }
    return;
  }
  let line = document.querySelector(".live");
  if (line === null) {
    line = document.createElement("p");
    line.className = "live";
    line.setAttribute("role", "status");
    document.querySelector("main").prepend(line);
  }
  line.textContent = news.text;
};
`;

/** News for open pages, as server-sent events. Nothing of it is in a site as it is built. */
export function live(): Live {
  const open = new Set<ServerResponse>();
  return {
    tell: (news) => {
      for (const page of open) page.write(`data: ${JSON.stringify(news)}\n\n`);
    },
    answer: ({ url = "" }, response) => {
      if (url === script) {
        response.writeHead(200, { "content-type": "text/javascript; charset=utf-8" }).end(program);
        return true;
      }
      if (url !== stream) return false;
      response.writeHead(200, {
        "content-type": "text/event-stream",
        "cache-control": "no-store",
      });
      response.write(":\n\n");
      open.add(response);
      response.once("close", () => open.delete(response));
      return true;
    },
    withScript: (page) =>
      page.replace("</head>", `<script type="module" src="${script}"></script></head>`),
  };
}
