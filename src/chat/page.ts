// The page as VS Code takes it: the one folder that it may load from, and its HTML.
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { env, type Uri, Uri as UriMaker, type Webview } from "vscode";
import { pageHtml as textOf } from "./pageHtml.ts";

export const pageRoot = (extension: Uri): Uri => UriMaker.joinPath(extension, "dist", "page");

export function pageHtml(webview: Webview, extension: Uri): string {
  const folder = pageRoot(extension);
  return textOf({
    nonce: randomBytes(16).toString("base64url"),
    language: env.language,
    source: webview.cspSource,
    folder: webview.asWebviewUri(folder).toString(),
    // A quarter of a millisecond; waiting for it would cost more.
    script: readFileSync(UriMaker.joinPath(folder, "main.js").fsPath, "utf8"),
  });
}
