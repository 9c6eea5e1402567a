// The recorded exchanges in wire/, one reply for each RESPONSE block, byte for byte.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Reply, Split } from "./reply.ts";

export interface Transcript {
  /** "14-error-429", with " #2" for the second block of a file, and so on. */
  readonly name: string;
  /** What the block says of itself: "tokens per minute; retry, NOT a billing problem". */
  readonly title: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly request: { readonly method: string; readonly url: string; readonly body: string };
}

const folder = path.join(import.meta.dirname, "wire");

export function readTranscripts(): readonly Transcript[] {
  const files = readdirSync(folder).filter((name) => name.endsWith(".txt"));
  return files.sort().flatMap((name) => parse(name.replace(".txt", ""), readFileSync(path.join(folder, name), "utf8")));
}

export function transcript(name: string): Transcript {
  const found = readTranscripts().find((one) => one.name === name);
  if (!found) throw new Error(`no transcript ${name}`);
  return found;
}

export const replay = ({ status, headers, body }: Transcript, split: Split = "whole"): Reply => [
  { head: status, headers },
  { send: body, split },
];

function parse(file: string, text: string): readonly Transcript[] {
  const [, ...blocks] = text.split(/^=== (?=REQUEST|RESPONSE|NOTES)/m);
  const requestBlock = blocks.find((block) => block.startsWith("REQUEST")) ?? "";
  const [requestHead = "", ...requestBody] = afterFirstLine(requestBlock).split("\n\n");
  const [method = "", url = ""] = requestHead.split("\n")[0]?.split(" ") ?? [];
  const responses = blocks.filter((block) => block.startsWith("RESPONSE"));
  return responses.map((block, i) => {
    const content = afterFirstLine(block);
    const end = content.indexOf("\n\n");
    const [statusLine = "", ...headerLines] = content.slice(0, end).split("\n");
    return {
      name: i === 0 ? file : `${file} #${i + 1}`,
      title: /\((.*)\)/.exec(block.split("\n")[0] ?? "")?.[1] ?? "",
      status: Number(statusLine.split(" ")[1]),
      headers: Object.fromEntries(headerLines.map((line) => line.split(/: (.*)/).slice(0, 2))),
      body: content.slice(end + 2),
      request: { method, url, body: requestBody.join("\n\n").trim() },
    };
  });
}

const afterFirstLine = (text: string): string => text.slice(text.indexOf("\n") + 1);
