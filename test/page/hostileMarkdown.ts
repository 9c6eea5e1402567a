// Hostile answers, made from families of payloads in every place where Markdown lets text go.

const call = "pwned()";
const canary = "https://canary.invalid";

const elements = [
  `<script>${call}</script>`,
  `<script src=${canary}/s.js></script>`,
  `<img src=${canary}/i.png onerror=${call}>`,
  `<img src=x onerror="${call}">`,
  `<img srcset="${canary}/s.png 2x" onload=${call}>`,
  `<picture><source srcset="${canary}/p.png"><img></picture>`,
  `<svg onload=${call}></svg>`,
  `<svg/onload=${call}>`,
  `<svg><script>${call}</script></svg>`,
  `<svg><animate onbegin=${call} attributeName=x dur=1s></svg>`,
  `<svg><use href="${canary}/u.svg#x"></use></svg>`,
  `<svg><image href="${canary}/im.png"></image></svg>`,
  `<math><mtext><img src=x onerror=${call}></mtext></math>`,
  `<math href="javascript:${call}">x</math>`,
  `<iframe src="javascript:parent.${call}"></iframe>`,
  `<iframe srcdoc="<script>parent.${call}</script>"></iframe>`,
  `<iframe src=${canary}/f></iframe>`,
  `<object data="${canary}/o"></object>`,
  `<embed src="${canary}/e">`,
  `<video src=${canary}/v poster=${canary}/p onerror=${call}></video>`,
  `<audio src=x onerror=${call}></audio>`,
  `<body onload=${call}>`,
  `<body background=${canary}/b>`,
  `<table background=${canary}/t><td background=${canary}/td>x</td></table>`,
  `<input autofocus onfocus=${call}>`,
  `<input type=image src=${canary}/in>`,
  `<button onclick=${call}>x</button>`,
  `<details open ontoggle=${call}><summary>x</summary></details>`,
  `<marquee onstart=${call}>x</marquee>`,
  `<a href="javascript:${call}">x</a>`,
  `<a href="javascript&colon;${call}">x</a>`,
  `<a href="  java\tscript:${call}">x</a>`,
  `<form action="javascript:${call}"><button>x</button></form>`,
  `<form action=${canary}/form><input type=submit></form>`,
  `<isindex action=javascript:${call} type=image>`,
  `<meta http-equiv=refresh content="0;url=${canary}/m">`,
  `<meta http-equiv="refresh" content="0; url=javascript:${call}">`,
  `<base href=${canary}/>`,
  `<link rel=stylesheet href=${canary}/l.css>`,
  `<link rel=prefetch href=${canary}/pre>`,
  `<link rel=dns-prefetch href=//canary.invalid>`,
  `<style>@import "${canary}/im.css";</style>`,
  `<style>*{background:url(${canary}/bg)}</style>`,
  `<div style="background:url(${canary}/div)">x</div>`,
  `<div style="animation:x" onanimationstart=${call}>x</div>`,
  `<p id=root name=markdownTest class="code-block">x</p>`,
  `<form id=markdownTest><input name=seen></form>`,
  `<a id=acquireVsCodeApi></a><a id=acquireVsCodeApi name=x></a>`,
  `<template><script>${call}</script></template>`,
  `<noscript><p title="</noscript><img src=x onerror=${call}>"></noscript>`,
  `<textarea></textarea><script>${call}</script>`,
  `<title><img src=x onerror=${call}></title>`,
  `<!--><img src=x onerror=${call}>-->`,
  `<![CDATA[<img src=x onerror=${call}>]]>`,
  `<?php <img src=x onerror=${call}> ?>`,
  `<x onclick=${call} tabindex=1>x</x>`,
  `<frameset onload=${call}><frame src=${canary}/fr>`,
  `<dialog open onclose=${call}>x</dialog>`,
  `<portal src=${canary}/po></portal>`,
  `<applet code=${canary}/a></applet>`,
  `<layer src=${canary}/la></layer>`,
  `<xss style="x:expression(${call})">`,
  `<ruby><rt><img src=x onerror=${call}></rt></ruby>`,
  `"><script>${call}</script>`,
  `'--></style></script><script>${call}</script>`,
  `javascript:/*--></title></style></textarea></script><svg/onload='+/"/+/onmouseover=1/+/[*/[]/+${call}//'>`,
];

const schemes = [
  "javascript",
  "JaVaScRiPt",
  "java&Tab;script",
  "java&NewLine;script",
  "&#106;avascript",
  "&#x6A;avascript",
  "&#0000106avascript",
  "java%0ascript",
  "\u0001javascript",
  "java\u0000script",
  "java\u00adscript",
  "\u202ejavascript",
  "vbscript",
  "data",
  "file",
  "command",
  "vscode",
  "vscode-insiders",
  "vscode-resource",
  "blob",
  "about",
  "ms-msdt",
  "search-ms",
  "smb",
  "ftp",
  "intent",
  "view-source",
];

export const badTargets = [
  ...schemes.flatMap((scheme) => [`${scheme}:${call}`, `${scheme}://x/${call}`, `${scheme}&colon;${call}`]),
  "command:workbench.action.terminal.new?%5B%5D",
  "data:text/html;base64,PHNjcmlwdD5wd25lZCgpPC9zY3JpcHQ+",
  "//canary.invalid/x",
  "\\\\canary.invalid\\share",
  "/etc/passwd",
  "../../x.md",
  "#root",
  "https:canary.invalid",
  "https:/canary.invalid",
  "https:\\\\canary.invalid",
  "ht\ttps://canary.invalid",
  "mailto:",
  "http://",
];

const images = [
  `${canary}/i.png`,
  "http://canary.invalid/i",
  "data:image/png;base64,AA",
  "blob:x",
  "file:///etc/passwd",
  "vscode-resource:/x",
];

/** Each as it is, then in the places where Markdown takes text. */
export function hostileTexts(): string[] {
  const texts: string[] = [];
  for (const html of elements) {
    texts.push(html, `a ${html} b`, `- ${html}\n- **${html}**`, `| a |\n|---|\n| ${html} |\n`, `> # ${html}`);
    texts.push(
      `\`${html}\``,
      `\`\`\`html\n${html}\n\`\`\``,
      `\`\`\`${html}\nx\n\`\`\``,
      `[${html}](https://ok.example "${html}")`,
    );
  }
  for (const target of badTargets) {
    texts.push(
      `[x](${target})`,
      `[x](<${target}> "t")`,
      `<${target}>`,
      `[x][r]\n\n[r]: <${target}>\n`,
      `![x](${target})`,
      target,
    );
  }
  for (const source of images) {
    const image = `![x](${source} "t")`;
    texts.push(image, `[${image}](https://ok.example)`, `- ${image}`, `# ${image}`, `|${image}|\n|---|\n|${image}|\n`);
    texts.push(
      `> ${image}`,
      `**${image}**`,
      `![x][r]\n\n[r]: ${source}\n`,
      `<img src="${source}">`,
      `![${image}](${source})`,
    );
  }
  for (const tex of [
    "\\href{javascript:pwned()}{x}",
    `\\includegraphics{${canary}/k.png}`,
    "\\htmlData{x=y}{z}",
    "\\url{javascript:pwned()}",
  ]) {
    texts.push(`$${tex}$`, `$$\n${tex}\n$$\n`);
  }
  return texts;
}
