// The floor: a text box, a request, chunks forwarded once a frame and appended as plain text. No Markdown, nothing kept.
const vscode = require("vscode");

const html = `<!DOCTYPE html><html><head><meta charset="utf-8"><style>
body { display: flex; flex-direction: column; height: 100vh; margin: 0 }
#scroller { flex: 1; overflow-y: auto; display: flex; flex-direction: column-reverse }
#log { white-space: pre-wrap; overflow-wrap: anywhere; margin-bottom: auto }
</style></head><body><div id="scroller"><div id="log"></div></div><textarea rows="3"></textarea><script>
const host = acquireVsCodeApi();
const box = document.querySelector("textarea");
const log = document.getElementById("log");
box.addEventListener("keydown", (event) => {
  if (event.key !== "Enter") return;
  event.preventDefault();
  log.replaceChildren();
  host.postMessage(box.value);
  box.value = "";
});
addEventListener("message", (event) => log.append(event.data));
</script></body></html>`;

exports.activate = (context) => {
  const provider = {
    resolveWebviewView({ webview }) {
      webview.options = { enableScripts: true };
      webview.onDidReceiveMessage((prompt) => answer(prompt, (text) => webview.postMessage(text)));
      webview.html = html;
    },
  };
  context.subscriptions.push(vscode.window.registerWebviewViewProvider("floor.chat", provider));
};

async function answer(prompt, post) {
  const response = await fetch(`${vscode.workspace.getConfiguration("floor").get("endpoint")}/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ model: "qwen", stream: true, messages: [{ role: "user", content: prompt }] }),
  });
  let [rest, text] = ["", ""];
  const flush = () => {
    if (text) post(text);
    text = "";
  };
  const timer = setInterval(flush, 16);
  for await (const bytes of response.body.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + bytes).split("\n");
    rest = lines.pop();
    for (const line of lines) {
      if (line.startsWith("data: {")) text += JSON.parse(line.slice(6)).choices[0]?.delta.content ?? "";
    }
  }
  clearInterval(timer);
  flush();
}
