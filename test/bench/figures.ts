// Every figure that the extension is held to, with its budget.

export interface Figure {
  readonly name: string;
  readonly unit: "ms" | "s" | "KB" | "MB" | "MB/min" | "min" | "%" | "x" | "";
  /** `ratio`: ours to the floor's in the same round. Without a budget the figure is only shown. */
  readonly budget?: { readonly most: number; readonly of: "value" | "ratio" };
  /** How far the clock it is taken with may be off. */
  readonly clock?: number;
}

const most = (value: number) => ({ most: value, of: "value" }) as const;
const floorTimes = (value: number) => ({ most: value, of: "ratio" }) as const;

export const figures = {
  vsix: { name: "L11 VSIX without KaTeX's fonts", unit: "KB", budget: most(500) },
  nodeModules: { name: "Files of node_modules in the VSIX", unit: "", budget: most(0) },
  startup: { name: "Activated by the start of VS Code (1: yes)", unit: "", budget: most(0) },
  activation: { name: "X11 Activation, own time: load and activate()", unit: "ms", budget: most(10) },
  activationCpu: { name: "Activation, own time on the processor", unit: "ms" },
  openaiEarly: { name: "openai loaded before the first request (1: yes)", unit: "", budget: most(0) },
  memory: { name: "Extension host memory added", unit: "MB", budget: most(40) },
  open: {
    name: "L07 Opening the panel, activation included: icon clicked -> composer takes text",
    unit: "ms",
    budget: most(250),
  },
  openWhole: { name: "Opening the panel, activation included: icon clicked -> all of it drawn", unit: "ms" },
  openAgain: { name: "Opening the panel again", unit: "ms", budget: most(250) },
  enterFirst: { name: "Enter -> first request after the start", unit: "ms" },
  enter: { name: "L08 Enter -> request on the wire", unit: "ms", budget: floorTimes(2) },
  firstText: { name: "L09 First byte -> text in the DOM", unit: "ms", budget: floorTimes(2) },
  final10: { name: "10 KB at 200 chunks/s: last byte -> final text", unit: "ms", budget: most(100) },
  cpu10: { name: "10 KB: CPU of the page's main thread", unit: "ms", budget: floorTimes(1.6) },
  host10: { name: "10 KB: CPU of the extension host", unit: "ms" },
  task10: { name: "10 KB: longest task (0: none of 50 ms or more)", unit: "ms", budget: most(50) },
  final100: { name: "100 KB at 1,000 chunks/s: last byte -> final text", unit: "ms", budget: most(500) },
  cpu100: { name: "100 KB: CPU of the page's main thread", unit: "ms", budget: floorTimes(2.5) },
  host100: { name: "100 KB: CPU of the extension host", unit: "ms" },
  // A page's clock goes in steps of 0.1 ms, and a frame of 16.67 ms takes 16.6 to 16.8 by it; the next longer one takes 33.
  frame100: { name: "100 KB: p95 of the time between frames", unit: "ms", budget: most(16.7), clock: 0.1 },
  render10: { name: "Renderer alone, 10 KB", unit: "ms", budget: floorTimes(4) },
  render100: { name: "Renderer alone, 100 KB", unit: "ms", budget: floorTimes(9) },
  render500: { name: "Renderer alone, 500 KB", unit: "ms", budget: floorTimes(6.5) },
  key: {
    name: "Key press -> character shown, a conversation of 1,000 messages, an answer streaming: p95",
    unit: "ms",
    budget: most(16),
  },
  keyAll: {
    name: "Key press -> character shown, all 1,000 messages drawn, an answer streaming: p95",
    unit: "ms",
    budget: most(16),
  },
  open1000: { name: "Conversation of 1,000 messages: icon clicked -> its end drawn", unit: "ms", budget: most(300) },
  heap1000: { name: "Conversation of 1,000 messages: page heap when opened", unit: "MB", budget: most(60) },
  heap1000all: {
    name: "Conversation of 1,000 messages: page heap with all of them drawn",
    unit: "MB",
    budget: most(60),
  },
  attach30: { name: "L13 30 files of 10 KB dropped on the chat -> all of them in the draft", unit: "ms" },
  key30: { name: "Key press -> character shown, 30 files in the draft: p95", unit: "ms", budget: most(16) },
  open30: { name: "Opening the panel again, 30 files in the draft", unit: "ms", budget: most(250) },
  enter30: { name: "Enter -> request on the wire, 300 KB in 30 files", unit: "ms", budget: floorTimes(2) },
  mentionFirst: { name: "100,000 files: the first @ of a window -> first rows", unit: "ms", budget: most(50) },
  mention: { name: "100,000 files: a key behind @ -> rows of that query: p95", unit: "ms", budget: most(50) },
  mentionTop: { name: "100,000 files: a key behind @ -> the file that is meant on top: p95", unit: "ms" },
  hello: { name: 'Body of a bare "hello"', unit: "KB", budget: most(1.5) },
  list10000: { name: "L06 10,000 conversations, 200 MB: the list of them", unit: "ms", budget: most(50) },
  historyOpen: { name: "S17 10,000 conversations, 200 MB: the file opened", unit: "ms", budget: most(100) },
  open5000: {
    name: "S18 5,000 messages, 100 MB: the conversation read, with its last 30 messages",
    unit: "ms",
    budget: most(500),
  },
  savePrompt: { name: "A prompt saved: p95 of what it stops the extension host", unit: "ms", budget: most(50) },
  saveAnswer: {
    name: "500 KB answer saved while it streams: what it stops the extension host",
    unit: "ms",
    budget: most(50),
  },
  prefix: {
    name: "Requests that do not begin with the one before, or differ in a new chat",
    unit: "",
    budget: most(0),
  },
  afterStop: { name: "Stop: characters added after 100 ms", unit: "", budget: most(0) },
  socket: { name: "L10 Stop -> socket closed", unit: "ms", budget: most(250) },
  searchP50: { name: "Search, 10,000 conversations and 200 MB: median", unit: "ms" },
  searchP95: { name: "L06 Search, 10,000 conversations and 200 MB: p95", unit: "ms", budget: most(150) },
  searchBlock: {
    name: "Search and the making of its index: longest block of the event loop",
    unit: "ms",
    budget: most(50),
  },
  searchWork: {
    name: "Search and the making of its index: longest work of the calling thread in one go, on the processor",
    unit: "ms",
    budget: most(50),
  },
  searchBuild: { name: "Search: making the index from nothing", unit: "s" },
  searchSize: { name: "Search: the index", unit: "MB" },
  soakMinutes: { name: "L17 Soak: length", unit: "min" },
  soakErrors: {
    name: "L17 Soak: prompts lost or doubled, answers without end, unhandled errors",
    unit: "",
    budget: most(0),
  },
  soakText: { name: "Soak: text that came, for comparison", unit: "MB/min" },
  soakPage: { name: "Soak: growth of the heap of page and workbench", unit: "MB/min", budget: most(0.3) },
  soakNodes: { name: "Soak: growth of DOM nodes, a minute", unit: "", budget: most(20) },
  soakHost: { name: "Soak: growth of the extension host's heap", unit: "MB/min", budget: most(0.1) },
  soakResident: { name: "Soak: growth of the extension host's resident memory", unit: "MB/min" },
  soakLag: {
    name: "L02 Soak: lag of the extension host's event loop, worst p99 of half a minute",
    unit: "ms",
    budget: most(50),
  },
  soakPosts: { name: "L02 Soak: messages to the page for each frame that was due", unit: "", budget: most(1.05) },
  soakDropped: { name: "L01 Soak: frames dropped while streaming", unit: "%", budget: most(5) },
  soakKey: { name: "L01 Soak: key press -> character shown, p95", unit: "ms", budget: most(50) },
} as const satisfies Record<string, Figure>;

export type FigureId = keyof typeof figures;
export type Samples = Partial<Record<FigureId, number>>;

export interface Row {
  readonly id: FigureId;
  readonly name: string;
  readonly unit: Figure["unit"];
  readonly budget?: Figure["budget"];
  /** Medians. */
  readonly ours: number;
  readonly floor?: number;
  readonly ratio?: number;
  readonly ok?: boolean;
  readonly runs: number;
}

/** Medians of what was measured; a figure that was not measured has no row. */
export function rows(ours: readonly Samples[], floor: readonly Samples[]): readonly Row[] {
  return (Object.keys(figures) as FigureId[]).flatMap((id) => {
    const own = valuesOf(ours, id);
    const base = valuesOf(floor, id);
    if (own.length === 0) return [];
    const value = median(own);
    const ratio = base.length > 0 && median(base) > 0 ? value / median(base) : undefined;
    const { name, unit, budget, clock = 0 }: Figure = figures[id];
    const judged = budget?.of === "ratio" ? ratio : value;
    return {
      id,
      name,
      unit,
      ...(budget && { budget }),
      ours: rounded(value),
      ...(base.length > 0 && { floor: rounded(median(base)) }),
      ...(ratio !== undefined && { ratio: rounded(ratio) }),
      ...(budget && judged !== undefined && { ok: judged <= budget.most + clock + ROUNDING }),
      runs: own.length,
    };
  });
}

const ROUNDING = 1e-6;

function valuesOf(samples: readonly Samples[], id: FigureId): number[] {
  return samples
    .map((sample) => sample[id])
    .filter((value) => value !== undefined && Number.isFinite(value)) as number[];
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

const rounded = (value: number): number => Number(value.toPrecision(value >= 1000 ? 4 : 3));
