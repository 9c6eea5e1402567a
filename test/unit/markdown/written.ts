// The DOM written out for comparing.

/**
 * The DOM as text; neighbouring text nodes count as one. Whether a box is laid out only near the screen depends on whether it has been
 * on the screen, and changes nothing of what it holds.
 */
export function written(node: Node): string {
  let text = "";
  for (const child of node.childNodes) {
    if (child.nodeType === 3) text += child.nodeValue?.replaceAll("&", "&amp;").replaceAll("<", "&lt;") ?? "";
    else {
      const element = child as Element;
      const isBox = element.classList.contains("markdown-box");
      const attributes = [...element.attributes]
        .filter(({ name }) => !isBox || name !== "style")
        .map(({ name, value }) => ` ${name}="${isBox ? value.replace("markdown-box full", "markdown-box") : value}"`)
        .join("");
      text += `<${element.localName}${attributes}>${written(element)}</${element.localName}>`;
    }
  }
  return text;
}
