// The DOM written out for comparing.

/** The DOM as text; neighbouring text nodes count as one. */
export function written(node: Node): string {
  let text = "";
  for (const child of node.childNodes) {
    if (child.nodeType === 3) text += child.nodeValue?.replaceAll("&", "&amp;").replaceAll("<", "&lt;") ?? "";
    else {
      const element = child as Element;
      const attributes = [...element.attributes].map(({ name, value }) => ` ${name}="${value}"`).join("");
      text += `<${element.localName}${attributes}>${written(element)}</${element.localName}>`;
    }
  }
  return text;
}
