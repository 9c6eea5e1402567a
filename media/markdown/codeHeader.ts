// The header of a code block: what language it is, and what can be done with it. Few buttons, the rest in a menu.
import { actionsFor, type CodeAction } from "./codeActions.ts";
import { element } from "./context.ts";
import { countHidden } from "./hidden.ts";
import { applyPath, checkPath, copyPath, diagramPath, drawIcon, insertPath, morePath, runPath } from "./icon.ts";
import { type MenuItem, menuButton } from "./menu.ts";
import { type MarkdownOptions, type Word, word } from "./options.ts";
import { reachableWhileScrolling } from "./overflow.ts";
import { toolbar } from "./toolbar.ts";

/** How long a button says "copied". */
const THANKS = 1500;

/** The block that a header is for. */
export interface HeadedBlock {
  readonly host: HTMLElement;
  readonly pre: HTMLElement;
  readonly language: string;
  text(): string;
  fold(): MenuItem | undefined;
}

export function codeHeader(options: MarkdownOptions, block: HeadedBlock): HTMLElement {
  const { language, pre } = block;
  const header = element("div", "code-header");
  const name = element("span", "code-language");
  name.textContent = language;
  header.appendChild(name);
  if (options.isBare) return header;

  const label = word(options, "codeBlock", language).replace(/[\s,，]+$/, "");
  reachableWhileScrolling(pre, label);
  const { onCode } = options;
  const { shown, more } = onCode ? actionsFor(language) : { shown: [], more: [] };
  const use = (action: CodeAction): void => onCode?.(action, block.text(), block.host);
  const buttons = shown.map((action) => actionButton(options, action, block, use));
  const moreButton = button(word(options, "moreActions"), morePath, "code-more");
  const actions = more.map((action) => ({ label: word(options, words[action]), run: () => use(action) }));
  menuButton(moreButton, () => [...actions, ...looks(options, block)]);
  header.appendChild(toolbar("code-buttons", label, [...buttons, moreButton]));
  return header;
}

/** What changes how code is shown: all of it, now and later. */
function looks(options: MarkdownOptions, block: HeadedBlock): readonly MenuItem[] {
  const { codeLook } = options;
  const look = codeLook?.now();
  const fold = block.fold();
  return [
    ...(codeLook && look
      ? [
          {
            label: word(options, "wrapLines"),
            isOn: look.isWrapped,
            run: () => codeLook.change({ ...look, isWrapped: !look.isWrapped }, block.host),
          },
          {
            label: word(options, "lineNumbers"),
            isOn: look.isNumbered,
            run: () => codeLook.change({ ...look, isNumbered: !look.isNumbered }, block.host),
          },
        ]
      : []),
    ...(fold ? [fold] : []),
  ];
}

const words: Readonly<Record<CodeAction, Word>> = {
  copy: "copyCode",
  insert: "insertAtCursor",
  replace: "replaceSelection",
  apply: "applyToFile",
  create: "createFile",
  run: "runInTerminal",
  diagram: "openDiagram",
};

const icons: Readonly<Record<CodeAction, string>> = {
  copy: copyPath,
  insert: insertPath,
  replace: insertPath,
  apply: applyPath,
  create: applyPath,
  run: runPath,
  diagram: diagramPath,
};

function actionButton(
  options: MarkdownOptions,
  action: CodeAction,
  block: HeadedBlock,
  use: (action: CodeAction) => void,
): HTMLButtonElement {
  const label = word(options, words[action]);
  const made = button(label, icons[action], `code-${action}`);
  made.addEventListener("click", () => {
    use(action);
    // Of what can not be seen the host asks first: it may end up nowhere.
    if (action !== "copy" || countHidden(block.text()) > 0) return;
    show(made, word(options, "copied"), checkPath);
    setTimeout(() => show(made, label, copyPath), THANKS);
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
