// Where code stands, in words that are safe to send: never an absolute path, which names the user (K14).

export interface Document {
  readonly scheme: string;
  /** The path of its URI. */
  readonly path: string;
  /** The document as the user knows it: for a notebook's cell its number, counted from 1. */
  readonly cell?: number | undefined;
}

export interface Folder {
  readonly name: string;
  readonly path: string;
}

/** Relative to the workspace, with the folder's name in front when there are several; else the bare file name. */
export function placeOf({ scheme, path, cell }: Document, folders: readonly Folder[]): string {
  const inside = folders
    .filter((folder) => path.startsWith(withSlash(folder.path)))
    .sort((a, b) => b.path.length - a.path.length)[0];
  // Documents of other schemes often carry the path of the file they show: `git:` the version of the last commit.
  const file = inside ? path.slice(withSlash(inside.path).length) : path.slice(path.lastIndexOf("/") + 1);
  const named = inside && folders.length > 1 ? `${inside.name}/${file}` : file || scheme;
  const suffix = scheme === "git" ? " (git)" : cell === undefined ? "" : ` (cell ${cell})`;
  return named + suffix;
}

/** Of a file in a folder that was chosen: of one from elsewhere, seen from the folder's parent. */
export function placeIn(folder: string, path: string, folders: readonly Folder[]): string {
  const isOurs = folders.some((one) => withSlash(folder).startsWith(withSlash(one.path)));
  return isOurs ? placeOf({ scheme: "", path }, folders) : path.slice(folder.lastIndexOf("/") + 1);
}

/** "client.ts:10-24"; one line: "client.ts:10". Lines count from 1. */
export function labelOf(place: string, startLine: number, endLine: number): string {
  const name = place.slice(place.lastIndexOf("/") + 1);
  return `${name}:${startLine === endLine ? startLine : `${startLine}-${endLine}`}`;
}

const withSlash = (path: string): string => (path.endsWith("/") ? path : `${path}/`);
