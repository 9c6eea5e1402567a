// What a terminal showed -> text for a model: no escape sequences, no line that was overwritten, and of much output the end.
import { excerptLimit } from "./excerpt.ts";

/** `omitted`: characters at the beginning that were left out. */
export function plainOutput(output: string, limit = excerptLimit): { readonly text: string; readonly omitted: number } {
  const plain = output
    .replace(escapes, "")
    .replace(/\r\n/g, "\n")
    .split("\n")
    // A progress bar writes over its own line: what it wrote last is what was seen.
    .map((line) => line.slice(line.replace(/\r+$/, "").lastIndexOf("\r") + 1).trimEnd())
    .join("\n")
    .trim();
  if (plain.length <= limit) return { text: plain, omitted: 0 };
  // The command is the first line; the error is at the end.
  const [command = ""] = plain.split("\n", 1);
  const head = `${command.slice(0, 500)}\n…\n`;
  const tail = plain.slice(plain.length - (limit - head.length));
  const whole = tail.slice(tail.indexOf("\n") + 1);
  return { text: head + whole, omitted: plain.length - head.length - whole.length };
}

// CSI, OSC up to its end, and the short ones.
const escapes =
  /\u001b\[[0-?]*[ -/]*[@-~]|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)|\u001b[@-Z\\-_]|[\u0000-\u0008\u000b\u000c\u000e-\u001a\u001c-\u001f\u007f]/g;
