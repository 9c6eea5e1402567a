import assert from "node:assert/strict";
import { test } from "node:test";
import { languageOf } from "../../../media/language.ts";

test("each of the languages with Han characters is known by what only it writes", () => {
  assert.equal(languageOf("環境変数の設定方法"), "ja");
  assert.equal(languageOf("한국어 문장입니다. API를 부릅니다."), "ko");
  assert.equal(languageOf("這是繁體中文，請問您需要什麼說明嗎？"), "zh-Hant");
  assert.equal(languageOf("这是简体中文，请问需要什么说明？"), "zh-Hans");
  assert.equal(languageOf("你好"), "zh-Hans");
});

test("a foreign word does not make a text foreign", () => {
  assert.equal(languageOf("日语的助词“は”读作 wa，请注意这个发音和写法的区别，不要混淆。"), "zh-Hans");
  assert.equal(languageOf("The character 直 is drawn differently in Japan."), undefined);
  assert.equal(languageOf("Only English"), undefined);
  assert.equal(languageOf("用 TypeScript 写一个函数"), "zh-Hans");
});
