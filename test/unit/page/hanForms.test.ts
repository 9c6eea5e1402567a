import assert from "node:assert/strict";
import { test } from "node:test";
import { hanForms } from "../../../media/hanForms.ts";

const { isTraditional, isSimplified } = hanForms();
const only = (text: string, has: (code: number) => boolean): string =>
  [...text].filter((character) => has(character.charCodeAt(0))).join("");

test("forms that one kind of Chinese has alone are told apart from those that Japanese shares", () => {
  assert.equal(only("國際這們說發會來", isTraditional), "國這們說發會來");
  assert.equal(only("国学会来説語質問", isTraditional), "");
  assert.equal(only("这们说发国学会来", isSimplified), "这们说发");
  assert.equal(only("概要環境設定質問説明", isSimplified), "");
});
