// Icons for the buttons of a code block, 16 by 16, in the colour of the text around them.

export const copyPath = "M5.5 5.5v-3h8v8h-3M2.5 5.5h8v8h-8z";
export const checkPath = "m3 8.5 3.2 3L13 4.5";
export const insertPath = "M13.5 3.5v4a2 2 0 0 1-2 2H3M6 6.2 2.7 9.5 6 12.8";
export const wrapPath = "M2.5 3.5h11M2.5 12.5h3M2.5 8h8.2a2.2 2.2 0 0 1 0 4.5H9M10.5 10.8 8.6 12.5l1.9 1.7";

const SVG = "http://www.w3.org/2000/svg";

export function drawIcon(d: string): SVGElement {
  const icon = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  const attributes = { class: "icon", viewBox: "0 0 16 16", width: "16", height: "16", "aria-hidden": "true" };
  for (const [name, value] of Object.entries(attributes)) icon.setAttribute(name, value);
  const strokes = { d, fill: "none", stroke: "currentColor", "stroke-width": "1.2", "stroke-linecap": "round" };
  for (const [name, value] of Object.entries(strokes)) path.setAttribute(name, value);
  icon.appendChild(path);
  return icon;
}
