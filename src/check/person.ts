// Takes out of a text who sits at this computer: the name of the user, and where their files are.
import { homedir, userInfo } from "node:os";

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

export const thisPerson = (lookUp: () => { readonly username: string } = userInfo): Person => ({
  home: homedir(),
  user: userName(lookUp),
});

function userName(lookUp: () => { readonly username: string }): string {
  try {
    return lookUp().username;
  } catch {
    // A user without an entry in the list of users, as in a container, has at most the name that the shell knows.
    return process.env["USER"] ?? "";
  }
}
