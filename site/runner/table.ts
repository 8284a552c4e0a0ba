import type { ClaimRecord } from "../../src/record/schema.ts";
import type { CheckReport } from "./messages.ts";

const heads = ["Claim", "Here", "Published", "Evidence", "Near misses", "Time"] as const;

/** The verdicts of a run as they come, each beside the published one. */
export class RunTable {
  readonly element = document.createElement("div");
  readonly #status: HTMLElement;
  readonly #rows = new Map<string, HTMLTableCellElement[]>();
  #decided = 0;
  #differ = 0;

  constructor(status: HTMLElement) {
    this.#status = status;
  }

  clear(): void {
    this.element.replaceChildren();
    this.#rows.clear();
    this.#decided = this.#differ = 0;
  }

  take(report: CheckReport): void {
    switch (report.type) {
      case "claims":
        this.#begin(report.ids);
        break;
      case "started":
        this.#set(report.id, 1, "running …");
        this.#say(`Checking ${name(report.id)}`);
        break;
      case "progress":
        this.#say(`${name(report.id)}: ${report.message}`);
        break;
      case "decided":
        this.#decide(report.record);
        break;
      case "threw":
        this.#set(report.id, 1, `stopped by an error: ${report.message}`, "fault");
        break;
      case "done":
        this.#say(this.#ending());
    }
  }

  stopped(): void {
    for (const cells of this.#rows.values()) {
      if (cells[1]?.textContent === "running …") cells[1].textContent = "stopped";
    }
    this.#say(`Stopped after ${this.#decided} of ${this.#rows.size} claims.`);
  }

  #ending(): string {
    const open = this.#rows.size - this.#decided;
    if (open > 0) return `${open} of ${this.#rows.size} claims could not be decided here.`;
    if (this.#differ > 0)
      return `${this.#differ} of ${this.#rows.size} verdicts differ from the published ones.`;
    return `All ${this.#rows.size} verdicts are the published ones.`;
  }

  #say(text: string): void {
    this.#status.textContent = `${this.#rows.size > 0 ? `${this.#decided}/${this.#rows.size} · ` : ""}${text}`;
  }

  #begin(ids: readonly string[]): void {
    const table = document.createElement("table");
    table.className = "stack";
    const head = table.createTHead().insertRow();
    for (const text of heads) {
      const cell = document.createElement("th");
      cell.scope = "col";
      cell.textContent = text;
      head.append(cell);
    }
    table.createTBody();
    for (const id of ids) this.#row(table.tBodies[0].insertRow(), id);
    this.element.append(table);
  }

  #row(row: HTMLTableRowElement, id: string): void {
    row.dataset["ran"] = id;
    const cells = heads.map((label) => {
      const cell = row.insertCell();
      cell.dataset["label"] = label;
      return cell;
    });
    const link = document.createElement("a");
    link.href = `#${id.slice(id.lastIndexOf("/") + 1)}`;
    link.textContent = name(id);
    cells[0].append(link);
    cells[1].textContent = "waiting";
    cells[2].textContent = published(id) ?? "not published";
    this.#rows.set(id, cells);
  }

  #set(id: string, column: number, text: string, className = ""): void {
    const cell = this.#rows.get(id)?.[column];
    if (cell === undefined) return;
    cell.textContent = text;
    cell.className = className;
  }

  #decide(record: ClaimRecord): void {
    const { id, outcome, reason } = record;
    const differs = outcome !== published(id);
    const row = this.#rows.get(id)?.[0]?.parentElement;
    if (row !== null && row !== undefined) row.dataset["outcome"] = outcome;
    this.#decided++;
    if (differs) this.#differ++;
    const killed = record.nearMisses.filter((miss) => miss.killed).length;
    const kinds = [...new Set(record.evidence.map(({ kind }) => kind))];
    const devices = record.evidence.flatMap(({ device }) => device ?? []);
    const explained = differs && reason !== undefined ? `${outcome}: ${reason}` : outcome;
    this.#set(id, 1, explained, differs ? "differs" : "");
    this.#set(id, 3, [...kinds, ...new Set(devices)].join(", "));
    this.#set(
      id,
      4,
      `${killed} of ${record.nearMisses.length}`,
      killed < record.nearMisses.length ? "differs" : "",
    );
    this.#set(id, 5, `${Math.round(record.ms)} ms`);
  }
}

const name = (id: string): string => id.slice(id.lastIndexOf("/") + 1).replaceAll("-", " ");

/** The verdict that the page's card prints. */
function published(id: string): string | undefined {
  const cards = document.querySelectorAll<HTMLElement>("[data-claim]");
  return [...cards].find((card) => card.dataset["claim"] === id)?.dataset["outcome"];
}
