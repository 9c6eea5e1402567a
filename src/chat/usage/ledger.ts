// What each model has taken, by month: `usage.sqlite` beside the history, which all windows add to. A file of its own, so that
// deleting a conversation takes nothing from the sum, and a fault in one never endangers the other.
import { chmodSync, closeSync, mkdirSync, openSync, renameSync } from "node:fs";
import { join } from "node:path";
import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { Cost, Money } from "../../qwen/price.ts";
import type { Usage } from "../../qwen/types.ts";

/** What one answer took. Without `cost` nothing is paid by the token, or no price is known. */
export interface Use {
  readonly model: string;
  readonly usage: Usage;
  readonly cost?: Cost | undefined;
}

export interface Total {
  readonly model: string;
  readonly currency?: Money["currency"];
  readonly requests: number;
  readonly input: number;
  readonly cached: number;
  readonly output: number;
  readonly amount: number;
  readonly saved: number;
}

export interface Month {
  readonly name: string;
  readonly totals: readonly Total[];
}

export interface Ledger {
  /** Never throws: what can not be written counts all the same, and is tried again with the next one. */
  add(use: Use): void;
  /** Of this window since it was opened. */
  session(): readonly Total[];
  /** Of all windows, "2026-01"; without a name, this month. The dearest first. */
  month(name?: string): Month;
  /** That something was told the reader, in whichever window; a second time is no use. */
  setTold(id: string): void;
  wasTold(id: string): boolean;
  /** For good: what could not be written is tried once more. */
  close(): void;
}

export const USAGE_NAME = "usage.sqlite";

/** Another window's write takes some milliseconds. */
const PATIENCE_MS = 200;
const CORRUPT = 11;
const NOT_A_DATABASE = 26;

export function openLedger(folder: string, now: () => Date = () => new Date()): Ledger {
  let file: File | undefined;
  let waiting: readonly Row[] = [];
  let session: readonly Total[] = [];
  let isClosed = false;
  const told = new Set<string>();

  /** Undefined when the disk does not let us. */
  function attempt<Result>(action: (file: File) => Result): Result | undefined {
    if (isClosed) return undefined;
    for (const isSecond of [false, true]) {
      try {
        file ??= openFile(folder);
        return action(file);
      } catch (error) {
        const primary = Number(Object(error).errcode) & 0xff;
        if (isSecond || (primary !== CORRUPT && primary !== NOT_A_DATABASE)) return undefined;
        close();
        putAside(folder);
      }
    }
    return undefined;
  }

  function write(): void {
    attempt(({ add }) => {
      for (const one of waiting) {
        add.run({ ...one, currency: one.currency ?? "" });
        waiting = waiting.filter((other) => other !== one);
      }
    });
  }

  function close(): void {
    try {
      file?.database.close();
    } catch {
      // A broken disk: what is in memory is all there is.
    }
    file = undefined;
  }

  return {
    add(use) {
      const row = { month: monthOf(now()), ...totalOf(use) };
      session = sum([...session, row]);
      waiting = [...waiting, row];
      write();
    },
    session: () => session,
    month(name = monthOf(now())) {
      const stored = attempt(({ of }) => of.all(name).flatMap((row) => totalIn(row) ?? [])) ?? [];
      return { name, totals: sum([...stored, ...waiting.filter(({ month }) => month === name)]) };
    },
    setTold(id) {
      told.add(id);
      attempt(({ setTold }) => setTold.run(id));
    },
    wasTold: (id) => told.has(id) || attempt(({ wasTold }) => wasTold.get(id)) !== undefined,
    close() {
      if (waiting.length > 0) write();
      isClosed = true;
      close();
    },
  };
}

type Row = Total & { readonly month: string };

interface File {
  readonly database: DatabaseSync;
  readonly add: StatementSync;
  readonly of: StatementSync;
  readonly setTold: StatementSync;
  readonly wasTold: StatementSync;
}

function openFile(folder: string): File {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, USAGE_NAME);
  // SQLite gives the files beside it the rights of this one.
  closeSync(openSync(path, "a", 0o600));
  if (process.platform !== "win32") chmodSync(path, 0o600);
  // Not imported at the top: it is needed with the first answer only.
  const { DatabaseSync } = process.getBuiltinModule("node:sqlite");
  const database = new DatabaseSync(path);
  try {
    database.exec(`PRAGMA busy_timeout = ${PATIENCE_MS}; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
      CREATE TABLE IF NOT EXISTS totals (
        month TEXT, model TEXT, currency TEXT, requests INTEGER, input INTEGER, cached INTEGER, output INTEGER, amount REAL, saved REAL,
        PRIMARY KEY (month, model, currency)
      ) WITHOUT ROWID;
      CREATE TABLE IF NOT EXISTS told (id TEXT PRIMARY KEY) WITHOUT ROWID`);
    return {
      database,
      add: database.prepare(`INSERT INTO totals VALUES ($month, $model, $currency, $requests, $input, $cached, $output, $amount, $saved)
        ON CONFLICT DO UPDATE SET requests = requests + excluded.requests, input = input + excluded.input, cached = cached + excluded.cached,
        output = output + excluded.output, amount = amount + excluded.amount, saved = saved + excluded.saved`),
      of: database.prepare("SELECT * FROM totals WHERE month = ?"),
      setTold: database.prepare("INSERT INTO told VALUES (?) ON CONFLICT DO NOTHING"),
      wasTold: database.prepare("SELECT 1 FROM told WHERE id = ?"),
    };
  } catch (error) {
    database.close();
    throw error;
  }
}

/** The sum of past months is in it, for who can read it out; a new one begins. */
function putAside(folder: string): void {
  for (const end of ["", "-wal", "-shm"]) {
    try {
      renameSync(join(folder, USAGE_NAME + end), join(folder, `usage.damaged.sqlite${end}`));
    } catch {
      // There was none, or another window was quicker.
    }
  }
}

const totalOf = ({ model, usage, cost }: Use): Total => ({
  model,
  ...(cost && { currency: cost.currency }),
  requests: 1,
  input: usage.input ?? 0,
  cached: usage.cached ?? 0,
  output: usage.output ?? 0,
  amount: cost?.amount ?? 0,
  saved: cost?.saved ?? 0,
});

/** Another version may have written it. */
function totalIn(row: Readonly<Record<string, unknown>>): Total | undefined {
  const { model, currency } = row;
  if (typeof model !== "string") return undefined;
  const count = (name: string): number => (typeof row[name] === "number" ? row[name] : 0);
  return {
    model,
    ...((currency === "USD" || currency === "CNY") && { currency }),
    requests: count("requests"),
    input: count("input"),
    cached: count("cached"),
    output: count("output"),
    amount: count("amount"),
    saved: count("saved"),
  };
}

function sum(rows: readonly Total[]): readonly Total[] {
  const byModel = new Map<string, Total>();
  for (const { model, currency, ...counts } of rows) {
    const key = `${model} ${currency ?? ""}`;
    const known = byModel.get(key);
    byModel.set(key, {
      model,
      ...(currency && { currency }),
      requests: counts.requests + (known?.requests ?? 0),
      input: counts.input + (known?.input ?? 0),
      cached: counts.cached + (known?.cached ?? 0),
      output: counts.output + (known?.output ?? 0),
      amount: counts.amount + (known?.amount ?? 0),
      saved: counts.saved + (known?.saved ?? 0),
    });
  }
  return [...byModel.values()].sort((a, b) => b.amount - a.amount || b.input + b.output - a.input - a.output);
}

/** By the clock on the wall: that is how a bill is expected. */
export const monthOf = (date: Date): string => `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, "0")}`;
