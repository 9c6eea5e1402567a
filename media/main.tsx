// The page inside the webview: listens to the host, keeps what it said, draws it.
import { render } from "preact";
import { App } from "./app.tsx";
import { post } from "./host.ts";
import { showGrown } from "./live.ts";
import { createSpeaker } from "./speaker.ts";
import { nothingYet, reduce } from "./state.ts";
import { parseToPage } from "./toPage.ts";
import { createWords } from "./words.ts";

let page = nothingYet;
let words: ReturnType<typeof createWords> | undefined;

const root = document.createElement("div");
root.className = "page";
document.body.append(root);
const speaker = createSpeaker(document.body);

addEventListener("message", (event) => {
  // VS Code posts from the page's own origin; anything else is not from the extension.
  const message = event.origin === self.origin ? parseToPage(event.data) : undefined;
  if (!message) return;
  const before = page;
  page = reduce(before, message);
  if (message.type === "delta") {
    if (page.isBehind && !before.isBehind) post({ type: "ready" });
    if (!page.isBehind) showDelta(message.messageId);
    return;
  }
  if (message.type === "labels") {
    words = createWords(message.labels, message.locale);
    document.documentElement.lang = message.locale;
  }
  render(<App page={page} />, root);
  if (message.type === "state" && words) speaker.state(before.state, message.state, words);
});

/** Only the message that grew is drawn. */
function showDelta(messageId: string): void {
  const grown = page.state?.messages.findLast(({ id }) => id === messageId);
  if (!grown) return;
  showGrown(grown);
  if (words) speaker.heard(grown, words);
}

// A file dropped outside the text box must not replace the page.
for (const type of ["dragover", "drop"] as const) {
  addEventListener(type, (event) => {
    if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
  });
}

post({ type: "ready" });
