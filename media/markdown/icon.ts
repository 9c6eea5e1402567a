// Icons for the buttons of a code block, 16 by 16, in the colour of the text around them.

export const copyPath = "M5.5 5.5v-3h8v8h-3M2.5 5.5h8v8h-8z";
export const checkPath = "m3 8.5 3.2 3L13 4.5";
export const insertPath = "M13.5 3.5v4a2 2 0 0 1-2 2H3M6 6.2 2.7 9.5 6 12.8";
/** A page with a change going into it. */
export const applyPath = "M7.5 2.5H3.5v11h9V9M6 10.2h4.2M14 2.2 9 7.2M8.8 4v3.4h3.4";
export const runPath = "M3 4.5 6.5 8 3 11.5M8 12h5";
export const diagramPath = "M2.5 2.8h4.6v3.6H2.5ZM8.9 9.6h4.6v3.6H8.9ZM4.8 6.4v5h4.1";
export const morePath = "M3.2 8h.9M7.6 8h.9M12 8h.9";

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
