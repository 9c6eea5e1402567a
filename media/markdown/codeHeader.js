// The header of a code block: what language it is, and buttons to copy it, insert it, wrap its lines.
import { element } from "./context.ts";
import { countHidden } from "./hidden.ts";
import { word } from "./options.ts";
/** How long a button says "copied". */
const THANKS = 1500;
export function codeHeader(options, language, pre, textOf) {
    const header = element("div", "code-header");
    const name = element("span", "code-language");
    name.textContent = language;
    const label = word(options, "codeBlock", language).trim();
    pre.setAttribute("role", "group");
    pre.setAttribute("aria-label", label);
    header.appendChild(name);
    const wrap = button(word(options, "wrapLines"), "wrap-lines");
    wrap.setAttribute("aria-pressed", "false");
    wrap.addEventListener("click", () => {
        wrap.setAttribute("aria-pressed", String(pre.classList.toggle("wrapped")));
    });
    header.appendChild(wrap);
    if (options.onCode) {
        header.append(actionButton(options, "copy", header, textOf, options.onCode), actionButton(options, "insert", header, textOf, options.onCode));
    }
    return header;
}
function actionButton(options, action, header, textOf, onCode) {
    const label = word(options, action === "copy" ? "copyCode" : "insertAtCursor");
    const made = button(label, `code-${action}`);
    let isWarned = false;
    made.addEventListener("click", () => {
        const text = textOf();
        const count = countHidden(text);
        // Code with characters that can not be seen may do something else than it shows: say so, and ask once more.
        if (count > 0 && !isWarned) {
            isWarned = true;
            warn(header, word(options, "hiddenCharacters", String(count)));
            made.textContent = word(options, "copyAnyway");
            made.classList.add("code-warned");
            return;
        }
        isWarned = false;
        made.classList.remove("code-warned");
        onCode(action, text, made);
        made.textContent = action === "copy" ? word(options, "copied") : label;
        if (action === "copy")
            setTimeout(() => (made.textContent = label), THANKS);
    });
    return made;
}
function button(label, className) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = className;
    made.textContent = label;
    return made;
}
function warn(header, text) {
    if (header.querySelector(".code-warning"))
        return;
    const warning = element("span", "code-warning");
    warning.setAttribute("role", "alert");
    warning.textContent = text;
    header.appendChild(warning);
}
