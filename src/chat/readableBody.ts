// A request as people read it.

/** As JSON with indentation: the same fields in the same order. Of an image there is its beginning and how long it is. */
export function readableBody(body: string): string {
  const shortened = (_name: string, value: unknown): unknown =>
    typeof value === "string" ? withoutBytes(value) : value;
  return JSON.stringify(JSON.parse(body), shortened, 2);
}

function withoutBytes(text: string): string {
  const head = /^data:image\/[\w.+-]+;base64,/.exec(text)?.[0];
  if (!head || text.length <= head.length + SHOWN) return text;
  return `${text.slice(0, head.length + SHOWN)}… (${text.length - head.length} characters of base64)`;
}

const SHOWN = 24;
