// Takes out of a text who sits at this computer: the name of the user, and where their files are.

export interface Person {
  /** Folders that are theirs alone. */
  readonly home: string;
  readonly user: string;
}

export function withoutPerson(text: string, { home, user }: Person): string {
  let left = text;
  for (const folder of [home, home.replaceAll("\\", "/")]) {
    if (folder.length > 1) left = left.replaceAll(folder, "~");
  }
  if (user.length < 2) return left;
  // As a word of its own: "li" is no reason to spoil "list".
  const name = user.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return left.replace(new RegExp(`(?<![\\p{L}\\p{N}])${name}(?![\\p{L}\\p{N}])`, "giu"), "<user>");
}
