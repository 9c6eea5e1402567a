// The header of a code block: what language it is, and buttons to copy it, insert it, wrap its lines.
import { element } from "./context.ts";
import { countHidden } from "./hidden.ts";
import { checkPath, copyPath, drawIcon, insertPath, wrapPath } from "./icon.ts";
import { type MarkdownOptions, word } from "./options.ts";

/** How long a button says "copied". */
const THANKS = 1500;

export function codeHeader(
  options: MarkdownOptions,
  language: string,
  pre: HTMLElement,
  textOf: () => string,
): HTMLElement {
  const header = element("div", "code-header");
  const name = element("span", "code-language");
  name.textContent = language;
  const label = word(options, "codeBlock", language).trim();
  pre.setAttribute("role", "group");
  pre.setAttribute("aria-label", label);
  header.appendChild(name);

  const wrap = button(word(options, "wrapLines"), wrapPath, "wrap-lines");
  wrap.setAttribute("aria-pressed", "false");
  wrap.addEventListener("click", () => {
    wrap.setAttribute("aria-pressed", String(pre.classList.toggle("wrapped")));
  });
  header.appendChild(wrap);
  if (options.onCode) {
    header.append(
      actionButton(options, "copy", header, textOf, options.onCode),
      actionButton(options, "insert", header, textOf, options.onCode),
    );
  }
  return header;
}

function actionButton(
  options: MarkdownOptions,
  action: "copy" | "insert",
  header: HTMLElement,
  textOf: () => string,
  onCode: NonNullable<MarkdownOptions["onCode"]>,
): HTMLButtonElement {
  const label = word(options, action === "copy" ? "copyCode" : "insertAtCursor");
  const path = action === "copy" ? copyPath : insertPath;
  const made = button(label, path, `code-${action}`);
  let isWarned = false;
  made.addEventListener("click", () => {
    const text = textOf();
    const count = countHidden(text);
    // Code with characters that can not be seen may do something else than it shows: say so, and ask once more.
    if (count > 0 && !isWarned) {
      isWarned = true;
      warn(header, word(options, "hiddenCharacters", String(count)));
      made.removeAttribute("aria-label");
      made.textContent = word(options, "copyAnyway");
      made.classList.add("code-warned");
      return;
    }
    isWarned = false;
    made.classList.remove("code-warned");
    onCode(action, text, made);
    show(made, label, path);
    if (action === "insert") return;
    show(made, word(options, "copied"), checkPath);
    setTimeout(() => show(made, label, path), THANKS);
  });
  return made;
}

function button(label: string, path: string, className: string): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.className = className;
  show(made, label, path);
  return made;
}

function show(made: HTMLButtonElement, label: string, path: string): void {
  made.title = label;
  made.setAttribute("aria-label", label);
  made.replaceChildren(drawIcon(path));
}

function warn(header: HTMLElement, text: string): void {
  if (header.querySelector(".code-warning")) return;
  const warning = element("span", "code-warning");
  warning.setAttribute("role", "alert");
  warning.textContent = text;
  header.appendChild(warning);
}
