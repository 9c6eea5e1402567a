// What is dropped on the page: files of VS Code by their addresses, files from outside by their text. The host looks at each.
import { postAttach, whileComing } from "../attaching.ts";
import { attachImage, isImageFile } from "../images/attach.ts";

/** VS Code's explorer and tabs give lists of addresses, a line each; the first kind that is there is meant. */
const lists = ["application/vnd.code.uri-list", "text/uri-list"];

/** Characters of a file from outside; the host cuts what is more than a prompt takes. */
const LONGEST = 1024 ** 2;

export const isDroppable = (data: DataTransfer | null): boolean =>
  data !== null && (data.types.includes("Files") || lists.some((type) => data.types.includes(type)));

export function takeDropped(data: DataTransfer, conversation: string): void {
  const uris = lists.map((type) => addresses(data.getData(type))).find((found) => found.length > 0);
  if (uris) return postAttach({ type: "attachUris", conversation, uris: uris.slice(0, 100) });
  for (const file of data.files) {
    if (isImageFile(file)) void attachImage(file, file.name, conversation);
    else void whileComing(takeFile(file, conversation));
  }
}

async function takeFile(file: File, conversation: string): Promise<void> {
  // A folder can not be read. The host says so of what has no text.
  const text = await file
    .slice(0, LONGEST)
    .text()
    .catch(() => "");
  postAttach({ type: "attachText", conversation, name: file.name, text });
}

/** Lines that begin with # are comments in such a list. */
export const addresses = (list: string): readonly string[] =>
  list.split(/\r?\n/).filter((line) => line !== "" && !line.startsWith("#"));
