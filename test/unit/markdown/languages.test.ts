import assert from "node:assert/strict";
import { test } from "node:test";
import java from "highlight.js/lib/languages/java";
import php from "highlight.js/lib/languages/php";
import ruby from "highlight.js/lib/languages/ruby";
import swift from "highlight.js/lib/languages/swift";
import { highlighter } from "../../../media/markdown/languages.ts";

test("a grammar that is made late is there under each of its names, and with YAML, which shows Ruby", () => {
  assert.deepEqual(
    ["java", "php", "ruby", "swift"].filter((name) => highlighter.listLanguages().includes(name)),
    [],
  );
  assert.ok(highlighter.getLanguage("yml"));
  assert.ok(highlighter.listLanguages().includes("ruby"));
  for (const [name, grammar] of Object.entries({ java, php, ruby, swift })) {
    const names = [name, ...(grammar(highlighter).aliases ?? [])];
    for (const each of names)
      assert.equal(highlighter.getLanguage(each.toUpperCase()), highlighter.getLanguage(name), each);
  }
  assert.ok(highlighter.getLanguage("swift"));
  assert.equal(highlighter.getLanguage("nonsense"), undefined);
});
