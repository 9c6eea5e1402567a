// Whether each request begins with the one before, byte for byte, so that the service's cache can know it again.
import type { Frame } from "playwright-core";
import { emptyChat, marked } from "./answers.ts";
import type { Samples } from "./figures.ts";
import type { Service } from "./service.ts";
import { ours, until, type Window } from "./window.ts";

export async function measurePrefix(window: Window, frame: Frame, service: Service): Promise<Samples> {
  const bodies: string[] = [];
  const chats = [["hello", "And then?", "Thank you."], ["hello"]];
  for (const prompts of chats) {
    await emptyChat(window, ours);
    for (const prompt of prompts) {
      const exchange = service.plan({ text: marked("Hello."), chunksPerSecond: 100, firstMs: 50 });
      const box = frame.locator("textarea").last();
      await box.fill(prompt);
      await frame.evaluate("askQwenBench.watchAnswer()");
      await box.press("Enter");
      bodies.push((await exchange.request).body);
      await until(frame, "askQwenBench.answer.finalAt");
      await frame.evaluate("askQwenBench.stopWatching()");
      await frame.locator("button.stop").waitFor({ state: "detached" });
    }
  }
  const [first = "", second = "", third = "", anew = ""] = bodies;
  const broken = [continues(first, second), continues(second, third), first === anew].filter((holds) => !holds);
  return { prefix: broken.length, hello: Buffer.byteLength(first) / 1024 };
}

/** All messages of the earlier request stand at the start of the later one in the same bytes, and the rest is the same. */
function continues(earlier: string, later: string): boolean {
  const messages = JSON.stringify(JSON.parse(earlier).messages).slice(0, -1);
  const [before, after] = earlier.split(`${messages}]`);
  return before !== undefined && later.startsWith(`${before}${messages},`) && later.endsWith(`]${after}`);
}
