// The HTML of the page: security policy, nonce, addresses. No data and no words are in it.
import { randomBytes } from "node:crypto";
import { env, type Uri, Uri as UriMaker, type Webview } from "vscode";

/** The one folder that the page may load from. */
export const pageRoot = (extension: Uri): Uri => UriMaker.joinPath(extension, "dist", "page");

export function pageHtml(webview: Webview, extension: Uri): string {
  const nonce = randomBytes(16).toString("base64url");
  const address = (file: string) => webview.asWebviewUri(UriMaker.joinPath(pageRoot(extension), file)).toString();
  return `<!DOCTYPE html>
<html lang="${env.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy(nonce, webview.cspSource)}">
<link rel="stylesheet" href="${address("page.css")}">
<link rel="modulepreload" nonce="${nonce}" href="${address("chunk.js")}">
<script type="module" nonce="${nonce}" src="${address("main.js")}"></script>
<title>Ask Qwen</title>
</head>
<body></body>
</html>`;
}

// form-action and base-uri do not inherit from default-src. VS Code puts its own script and style before this policy.
const policy = (nonce: string, source: string): string =>
  [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${source}`,
    `font-src ${source}`,
    `img-src ${source} blob:`,
    "connect-src 'none'",
    "frame-src 'none'",
    "worker-src 'none'",
    "object-src 'none'",
    "form-action 'none'",
    "base-uri 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join("; ");
