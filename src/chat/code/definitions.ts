// Functions, classes and the like by their names, told from how a line begins and from indentation, in any language.
import { kindOf, nameOf } from "./header.ts";
import { restyle, type Style, shift, styleOf, widthOf } from "./indentation.ts";
import type { Placed } from "./lines.ts";

export interface Definition {
  readonly name: string;
  /** With the comments and decorators above it. */
  readonly start: number;
  /** The line with its name. */
  readonly header: number;
  /** After its last line. */
  readonly end: number;
}

/** All of them, outer ones before those in them. */
export function definitionsOf(lines: readonly string[]): readonly Definition[] {
  return lines.flatMap((line, header) => {
    const name = nameOf(line);
    if (name === undefined) return [];
    const end = endOf(lines, header);
    // A call looks like the first line of a C function.
    if (kindOf(line) === "call" && end === header + 1) return [];
    return [{ name, start: leadOf(lines, header), header, end }];
  });
}

/** Those that are not in another one. */
export function outermost(definitions: readonly Definition[]): readonly Definition[] {
  let end = 0;
  return definitions.filter((one) => {
    if (one.header < end) return false;
    end = one.end;
    return true;
  });
}

/**
 * A block that is nothing but definitions takes the places of those that have their names; new ones come after the one
 * before them. More than one result when a name is there more than once; none when no name is.
 */
export function placeDefinitions(lines: readonly string[], block: readonly string[]): readonly Placed[] {
  const style = styleOf(lines);
  const styled = restyle(block, styleOf(block), style);
  const own = outermost(definitionsOf(styled));
  if (own.length === 0 || !coverAll(styled, own)) return [];
  const all = definitionsOf(lines);
  const targets = own.map(({ name, header }) => {
    const same = all.filter((one) => one.name === name);
    const alike = same.filter((one) => kindOf(lines[one.header]!) === kindOf(styled[header]!));
    return alike.length > 0 ? alike : same;
  });
  const doubtful = targets.findIndex((found) => found.length > 1);
  if (targets.every((found) => found.length === 0) || (doubtful >= 0 && own.length > 1)) return [];
  const choices = own.length === 1 ? targets[0]!.map((target) => [target]) : [targets.map(([target]) => target)];
  return choices.map((choice) => replaceAll(lines, styled, own, choice, style));
}

function replaceAll(
  lines: readonly string[],
  block: readonly string[],
  own: readonly Definition[],
  targets: readonly (Definition | undefined)[],
  style: Style | undefined,
): Placed {
  const edits: { start: number; end: number; lines: readonly string[] }[] = [];
  const known = targets.find((target) => target !== undefined)!;
  const depth = widthOf(lines[known.header]!);
  let last: number | undefined;
  for (const [index, { start, header, end }] of own.entries()) {
    const target = targets[index];
    const columns = (target ? widthOf(lines[target.header]!) : depth) - widthOf(block[header]!);
    const text = shift(block.slice(start, end), columns, style);
    if (target) {
      // Comments above it stay when the block has none.
      const from = start < header ? target.start : target.header;
      edits.push({ start: from, end: target.end, lines: text });
      last = target.end;
    } else {
      const next = targets.slice(index).find((one) => one !== undefined);
      const at = last ?? next?.start ?? known.end;
      edits.push({ start: at, end: at, lines: last === undefined ? [...text, ""] : ["", ...text] });
    }
  }
  const out: string[] = [];
  let taken = 0;
  // Sorting is stable: what is new after the same one stays in order.
  for (const edit of edits.sort((a, b) => a.start - b.start || a.end - b.end)) {
    if (edit.start < taken) continue;
    out.push(...lines.slice(taken, edit.start), ...edit.lines);
    taken = edit.end;
  }
  out.push(...lines.slice(taken));
  return { lines: out, at: Math.min(...edits.map(({ start }) => start)) };
}

function coverAll(block: readonly string[], own: readonly Definition[]): boolean {
  return block.every((line, index) => !line.trim() || own.some(({ start, end }) => start <= index && index < end));
}

/** From the header to the last line that is further in, and what closes it. */
function endOf(lines: readonly string[], header: number): number {
  const depth = widthOf(lines[header]!);
  let end = header + 1;
  for (let at = header + 1; at < lines.length; at++) {
    const text = lines[at]!.trim();
    if (!text) continue;
    const width = widthOf(lines[at]!);
    if (width > depth) {
      end = at + 1;
      continue;
    }
    const opensBody = /^[{(]/.test(text) && end === header + 1;
    const closes = /^(?:[})\]]|end\b)/.test(text);
    if (width < depth || !(opensBody || closes)) break;
    end = at + 1;
    if (closes && !/(?:[{([:,]|=>)$/.test(text)) break;
  }
  return end;
}

/** Comments and decorators right above it, at its depth. */
function leadOf(lines: readonly string[], header: number): number {
  const depth = widthOf(lines[header]!);
  let start = header;
  while (start > 0) {
    const line = lines[start - 1]!;
    const width = widthOf(line);
    if (
      !/^\s*(?:\/\/|\/\*|\*|#(?!include|define|if|endif|pragma)|@|--|"""|\[\w)/.test(line) ||
      Math.abs(width - depth) > 1
    )
      break;
    start--;
  }
  return start;
}
