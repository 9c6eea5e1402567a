// The text of the page's HTML: security policy, nonce, script, addresses. No data and no words are in it.

export interface PageHtml {
  /** New for each load. */
  readonly nonce: string;
  readonly language: string;
  /** Where style sheets, fonts and pictures may come from. */
  readonly source: string;
  /** The folder of the page's other files, without a slash at its end. */
  readonly folder: string;
  /** What `dist/page/main.js` holds. */
  readonly script: string;
}

/**
 * The script stands in the HTML. A file would come through the webview's service worker, and nothing is shown before that:
 * 60 to 150 ms at each opening. What is loaded later (`late`) is found through the import map.
 */
export function pageHtml({ nonce, language, source, folder, script }: PageHtml): string {
  const imports = Object.fromEntries(late.map((file) => [`./${file}`, `${folder}/${file}`]));
  return `<!DOCTYPE html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy(nonce, source)}">
<title>Ask Qwen</title>
<script type="importmap" nonce="${nonce}">${JSON.stringify({ imports })}</script>
</head>
<body><script type="module" nonce="${nonce}">${script}</script></body>
</html>`;
}

const late = ["languages.js", "katex.js", "katex.css"];

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
