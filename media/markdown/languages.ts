// The grammars that code is highlighted with, in a file of their own that is loaded when code first occurs.
import type { LanguageFn } from "highlight.js";
import highlighter from "highlight.js/lib/core";
import bash from "highlight.js/lib/languages/bash";
import c from "highlight.js/lib/languages/c";
import cmake from "highlight.js/lib/languages/cmake";
import cpp from "highlight.js/lib/languages/cpp";
import csharp from "highlight.js/lib/languages/csharp";
import css from "highlight.js/lib/languages/css";
import dart from "highlight.js/lib/languages/dart";
import diff from "highlight.js/lib/languages/diff";
import dockerfile from "highlight.js/lib/languages/dockerfile";
import go from "highlight.js/lib/languages/go";
import graphql from "highlight.js/lib/languages/graphql";
import ini from "highlight.js/lib/languages/ini";
import java from "highlight.js/lib/languages/java";
import javascript from "highlight.js/lib/languages/javascript";
import json from "highlight.js/lib/languages/json";
import kotlin from "highlight.js/lib/languages/kotlin";
import lua from "highlight.js/lib/languages/lua";
import makefile from "highlight.js/lib/languages/makefile";
import markdown from "highlight.js/lib/languages/markdown";
import nginx from "highlight.js/lib/languages/nginx";
import objectivec from "highlight.js/lib/languages/objectivec";
import php from "highlight.js/lib/languages/php";
import powershell from "highlight.js/lib/languages/powershell";
import protobuf from "highlight.js/lib/languages/protobuf";
import python from "highlight.js/lib/languages/python";
import r from "highlight.js/lib/languages/r";
import ruby from "highlight.js/lib/languages/ruby";
import rust from "highlight.js/lib/languages/rust";
import scala from "highlight.js/lib/languages/scala";
import scss from "highlight.js/lib/languages/scss";
import shell from "highlight.js/lib/languages/shell";
import sql from "highlight.js/lib/languages/sql";
import swift from "highlight.js/lib/languages/swift";
import typescript from "highlight.js/lib/languages/typescript";
import xml from "highlight.js/lib/languages/xml";
import yaml from "highlight.js/lib/languages/yaml";

const languages = {
  bash,
  c,
  cmake,
  cpp,
  csharp,
  css,
  dart,
  diff,
  dockerfile,
  go,
  graphql,
  ini,
  javascript,
  json,
  kotlin,
  lua,
  makefile,
  markdown,
  nginx,
  objectivec,
  powershell,
  protobuf,
  python,
  r,
  rust,
  scala,
  scss,
  shell,
  sql,
  typescript,
  xml,
  yaml,
};

/** Grammars that take longest to be made, all others together take half as long: each with the names that ask for it. */
const late: readonly (readonly [name: string, grammar: LanguageFn, names: readonly string[]])[] = [
  ["java", java, ["java", "jsp"]],
  ["php", php, ["php"]],
  // In YAML there may be Ruby.
  ["ruby", ruby, ["ruby", "rb", "gemspec", "podspec", "thor", "irb", "yaml", "yml"]],
  ["swift", swift, ["swift"]],
];

for (const [name, grammar] of Object.entries(languages)) highlighter.registerLanguage(name, grammar);
const isMade = new Set<string>();
const { getLanguage } = highlighter;
highlighter.getLanguage = (asked) => {
  for (const [name, grammar, names] of late) {
    if (isMade.has(name) || !names.includes(asked.toLowerCase())) continue;
    isMade.add(name);
    highlighter.registerLanguage(name, grammar);
  }
  return getLanguage(asked);
};
highlighter.registerAliases(["vue", "svelte", "astro"], { languageName: "xml" });
highlighter.registerAliases(["jsonc", "json5", "jsonl", "ndjson"], { languageName: "json" });
highlighter.registerAliases(["less"], { languageName: "scss" });
highlighter.registerAliases(["fish", "ksh", "dash"], { languageName: "bash" });

export { highlighter };
