// What the end-to-end tests of the chat share: a workbench whose answers come from the stand-in.
import type { Frame, Locator, Page } from "playwright-core";
import { type StandIn, type StandInOptions, startStandIn } from "../dashscope/standIn.ts";
import { until } from "../until.ts";
import { openWorkbench, type Workbench, type WorkbenchOptions } from "./workbench.ts";

export interface ChatBench {
  readonly workbench: Workbench;
  readonly service: StandIn;
  /** Types into the composer and presses Enter. */
  ask(question: string): Promise<Frame>;
  /** By the command of that title, and waits until the panel shows it: what is typed before that belongs to the chat that was open. */
  newChat(title?: string): Promise<void>;
  close(): Promise<void>;
}

export async function openChat(options: WorkbenchOptions = {}, answers: StandInOptions = {}): Promise<ChatBench> {
  const service = await startStandIn({ strict: false, ...answers });
  try {
    const workbench = await openWorkbench({
      ...options,
      settings: { "askQwen.endpoint": service.url, ...options.settings },
    });
    return {
      ...chatIn(workbench),
      service,
      async close() {
        await workbench.close();
        await service.close();
      },
    };
  } catch (error) {
    await service.close();
    throw error;
  }
}

/** What is done in the chat of that window. */
export function chatIn(workbench: Workbench): Pick<ChatBench, "workbench" | "ask" | "newChat"> {
  return {
    workbench,
    async ask(question) {
      const panel = await workbench.openPanel();
      await panel.locator(".composer textarea").fill(question);
      await panel.locator(".composer textarea").press("Enter");
      return panel;
    },
    async newChat(title = "Ask Qwen: New Chat") {
      // The palette lists what it knows when it opens, so the extension has to be there before.
      await workbench.openPanel();
      await workbench.runCommand(title);
      const panel = await workbench.openPanel();
      await panel.locator(".composer textarea").waitFor();
      await panel.locator(".message").first().waitFor({ state: "detached" });
    },
  };
}

/** The messages of a recorded chat request. */
export function sent(body: string): readonly { readonly role: string; readonly content: string }[] {
  return JSON.parse(body).messages;
}

/** What was asked last: earlier questions that got no answer stand before it. */
export function asked(body: string): string {
  return sent(body).at(-1)?.content.split("\n\n").at(-1) ?? "";
}

/** Types into the input box with that title, once it has taken the place of whatever was open before, and presses Enter. */
export async function answerInput(page: Page, title: string | RegExp, text: string): Promise<void> {
  const box = page.locator(".quick-input-widget:visible");
  await box.locator(".quick-input-title").filter({ hasText: title }).waitFor();
  await box.locator("input").first().fill(text);
  await page.keyboard.press("Enter");
}

/** A notification with that text. The test driver keeps them from popping up, so the list behind the bell is opened. */
export async function notification(page: Page, text: string | RegExp, seconds = 20): Promise<Locator> {
  const center = page.locator(".notifications-center");
  const item = center.locator(".notification-list-item").filter({ hasText: text }).first();
  // The list closes by itself when its last entry goes, a progress that is done for one.
  const isShown = async (): Promise<boolean> => {
    if (!(await center.isVisible())) await page.locator('.statusbar-item[id="status.notifications"]').click();
    return item.isVisible();
  };
  await until(isShown, `the notification ${text}`, seconds);
  return item;
}
