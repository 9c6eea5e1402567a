// One round of one contender, in a fresh window.
import { type AnswerFigures, emptyChat, measureAnswer } from "./answers.ts";
import type { Activation } from "./extensionHost.ts";
import { type FigureId, median, type Samples } from "./figures.ts";
import { isOpenaiLoaded, watchLoading } from "./lateLoading.ts";
import { measurePrefix } from "./prefix.ts";
import type { Service } from "./service.ts";
import { measureStop } from "./stop.ts";
import { type Contender, floor, ours, type Window } from "./window.ts";

export interface Texts {
  readonly kb10: string;
  readonly kb100: string;
}

const hellos = 5;

export async function measureRound(
  window: Window,
  contender: Contender,
  service: Service,
  texts: Texts,
): Promise<Samples> {
  await window.reload();
  const before = await window.host().memory();
  const isEarly = activation(await window.host().activations(), contender) !== undefined;
  const cold = await timeOpening(window, contender);
  const own = activation(await window.host().activations(), contender);
  const hello = async (frame = cold.frame) => {
    await emptyChat(window, contender);
    return measureAnswer(window, frame, service, "hello", "Hello! What shall we build?", 100);
  };
  const first = await hello();
  const after = await window.host().memory();
  await window.hide();
  const { frame, took: openAgain } = await timeOpening(window, contender);
  const short: AnswerFigures[] = [];
  for (let i = 0; i < hellos; i++) short.push(await hello(frame));
  const answer = async (text: string, chunksPerSecond: number) => {
    await emptyChat(window, contender);
    return measureAnswer(window, frame, service, "Explain.", text, chunksPerSecond);
  };
  const kb10 = await answer(texts.kb10, 200);
  const kb100 = await answer(texts.kb100, 1000);
  const [stop, prefix] =
    contender === ours
      ? [
          await afterEmptyChat(() => measureStop(window, frame, service, texts.kb10)),
          await measurePrefix(window, frame, service),
        ]
      : [{}, {}];
  return {
    startup: isEarly ? 1 : 0,
    activation: own?.ms ?? Number.NaN,
    activationCpu: own?.cpuMs ?? Number.NaN,
    memory: after.resident - before.resident,
    open: cold.took,
    openWhole: cold.whole,
    openAgain,
    enterFirst: first.enterToRequest,
    enter: median(short.map(({ enterToRequest }) => enterToRequest)),
    firstText: median(short.map(({ firstText }) => firstText)),
    ...named(["final10", "cpu10", "host10", "task10"], kb10),
    ...named(["final100", "cpu100", "host100", undefined, "frame100"], kb100),
    hello: first.bodyBytes / 1024,
    ...stop,
    ...prefix,
  };

  async function afterEmptyChat<Result>(action: () => Promise<Result>): Promise<Result> {
    await emptyChat(window, contender);
    return action();
  }
}

function named(ids: readonly (FigureId | undefined)[], answer: AnswerFigures): Samples {
  const { finalText, pageCpu, hostCpu, longestTask, p95Frame } = answer;
  const values = [finalText, pageCpu, hostCpu, longestTask, p95Frame];
  return Object.fromEntries(ids.flatMap((id, i) => (id ? [[id, values[i]]] : [])));
}

async function timeOpening(window: Window, contender: Contender) {
  const frame = await window.open(contender);
  const clickAt = await window.workbench.page.evaluate<number>("askQwenBench.clickAt");
  const openedAt = await frame.evaluate<number>("askQwenBench.openedAt");
  const wholeAt = await frame.evaluate<number>("askQwenBench.wholeAt || askQwenBench.openedAt");
  return { frame, took: openedAt - clickAt, whole: wholeAt - clickAt };
}

function activation(activations: Readonly<Record<string, Activation>>, contender: Contender): Activation | undefined {
  return Object.entries(activations).find(([folder]) => folder.startsWith(contender.extensionId))?.[1];
}

/** In a window of its own: watching slows the extension down. */
export async function measureLateLoading(window: Window, service: Service): Promise<Samples> {
  await window.reload();
  await watchLoading(window.host());
  const frame = await window.open(ours);
  const isEarly = await isOpenaiLoaded(window.host());
  await measureAnswer(window, frame, service, "hello", "Hello.", 100);
  if (!(await isOpenaiLoaded(window.host()))) throw new Error("openai is not seen after a request: the check is blind");
  return { openaiEarly: isEarly ? 1 : 0 };
}

/** Floor and ours in turn, each first in every other round. */
export const orderOf = (round: number): readonly Contender[] => (round % 2 === 0 ? [floor, ours] : [ours, floor]);
