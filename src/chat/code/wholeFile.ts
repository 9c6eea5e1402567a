// Is a block the new form of a whole file?
import { definitionsOf, outermost } from "./definitions.ts";
import { isTelling } from "./lines.ts";

export function isWholeFile(lines: readonly string[], block: readonly string[]): boolean {
  const [old, now] = [telling(lines), telling(block)];
  if (old.length === 0) return true;
  if (now.length === 0) return false;
  const known = new Set(now);
  const kept = old.filter((line) => known.has(line)).length / old.length;
  const isAsLong = now.length >= old.length * 0.5;
  if (old[0] === now[0] && old.at(-1) === now.at(-1) && kept >= 0.4 && isAsLong) return true;
  // What leaves out things that the file defines is a part of it, however much else is there.
  const names = outermost(definitionsOf(lines)).map(({ name }) => name);
  const there = new Set(definitionsOf(block).map(({ name }) => name));
  const found = names.filter((name) => there.has(name)).length;
  if (names.length === 0) return kept >= 0.75 && now.length >= old.length * 0.75 && old.length >= 5;
  if (found < names.length * 0.8) return false;
  return old[0] === now[0] ? kept >= 0.5 && found === names.length : beginsFile(now[0]!) && beginsFile(old[0]!);
}

const telling = (lines: readonly string[]): readonly string[] =>
  lines.map((line) => line.trim()).filter((line) => isTelling(line));

const beginsFile = (line: string): boolean =>
  /^(?:import\b|from\b|#!|#include\b|package\b|using\b|<\?php|<!doctype|"use |'use |module\b|require\b|const .* = require\(|export\b|@charset|namespace\b|use\b|library\b|---$)/i.test(
    line,
  );
