// The page inside the webview: listens to the host, keeps what it said, draws it.
import { render } from "preact";
import { App } from "./app.tsx";
import { copyAsMarkdown, copyAsText } from "./copy.ts";
import { type FirstBox, showFirstBox } from "./firstBox.ts";
import { focusOnArrival } from "./focus.ts";
import { keep, kept, post } from "./host.ts";
import { attachRead, takePasted } from "./images/attach.ts";
import { imageCame } from "./images/loaded.ts";
import { showGrown } from "./live.ts";
import { isDroppable, takeDropped } from "./mention/drop.ts";
import styles from "./page.css";
import { createSpeaker } from "./speaker.ts";
import { nothingYet, reduce } from "./state.ts";
import { parseToPage } from "./toPage.ts";
import { createWords } from "./words.ts";

// A sheet made by script: the policy forbids inline styles, and a file would have to be waited for.
const sheet = new CSSStyleSheet();
sheet.replaceSync(styles);
document.adoptedStyleSheets = [sheet];

let page = nothingYet;
let words: ReturnType<typeof createWords> | undefined;

const root = document.createElement("div");
root.className = "page";
let firstBox: FirstBox | undefined = showFirstBox();
const speaker = createSpeaker(document.body);

addEventListener("message", (event) => {
  // VS Code posts from the page's own origin; anything else is not from the extension.
  const message = event.origin === self.origin ? parseToPage(event.data) : undefined;
  if (!message) return;
  const before = page;
  page = reduce(before, message);
  if (page.isBehind && !before.isBehind) post({ type: "ready" });
  if (message.type === "image") return imageCame(message);
  if (message.type === "shrinkImage") return attachRead(message.data, message.name, message.conversation);
  if (message.type === "askAccessibleView") return nameAnswer();
  if (message.type === "askMarkdown") return copyAsMarkdown(answerAtHand());
  if (message.type === "delta") {
    if (!page.isBehind) showDelta(message.messageId);
    return;
  }
  if (message.type === "labels") {
    words = createWords(message.labels, message.locale);
    document.documentElement.lang = message.locale;
  }
  const conversation = page.state?.conversation.id;
  if (conversation !== undefined && kept().conversation !== conversation) keep({ conversation });
  if (!firstBox) draw();
  else if (page.state && words) firstBox.handOver(page.state.conversation.id, drawFirst);
  if (message.type === "state" && page.state && words) speaker.state(before.state, page.state, words);
});

const draw = (): void => render(<App page={page} />, root);

function drawFirst(): void {
  firstBox = undefined;
  document.body.prepend(root);
  draw();
}

/** Only the message that grew is drawn. */
function showDelta(messageId: string): void {
  const grown = page.state?.messages.findLast(({ id }) => id === messageId);
  if (!grown) return;
  showGrown(grown);
  if (words) speaker.heard(grown, words);
}

function nameAnswer(): void {
  const messageId = answerAtHand();
  if (messageId !== undefined) post({ type: "accessibleView", messageId });
}

/** The message that has the focus, or else the last answer. */
function answerAtHand(): string | undefined {
  const at = document.activeElement?.closest<HTMLElement>("[data-message]")?.dataset["message"];
  return at ?? page.state?.messages.findLast(({ role }) => role === "assistant")?.id;
}

document.addEventListener("copy", copyAsText);
addEventListener("paste", (event) => {
  if (page.state) takePasted(event, page.state.conversation.id);
});

// VS Code does not say in which webview of a view the focus is, so the chat's own keys depend on what we tell.
for (const type of ["focus", "blur"] as const) {
  addEventListener(type, () => post({ type: "focused", on: type === "focus" }));
}
if (document.hasFocus()) post({ type: "focused", on: true });
// The list of conversations covers the composer.
focusOnArrival(() => document.querySelector<HTMLElement>(".history input, :not(.covered) > .composer .prompt-box"));

// Files can be dropped anywhere on the page. Without this they would replace it.
for (const type of ["dragover", "drop"] as const) {
  addEventListener(type, (event) => {
    const data = event.dataTransfer;
    if (!isDroppable(data)) return;
    event.preventDefault();
    if (type === "drop" && data && page.state) takeDropped(data, page.state.conversation.id);
  });
}

/** The host says everything by itself as soon as it can. A page that has heard nothing by then asks. */
const ASK_AFTER_MS = 300;
addEventListener("load", () => {
  post({ type: "loaded" });
  setTimeout(() => {
    if (!page.words || !page.state) post({ type: "ready" });
  }, ASK_AFTER_MS);
});
