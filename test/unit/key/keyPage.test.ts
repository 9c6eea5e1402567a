import assert from "node:assert/strict";
import { test } from "node:test";
import { keyPage } from "../../../src/key/keyPage.ts";
import { presets } from "../../../src/qwen/endpoints.ts";

test("every endpoint of Alibaba's has a page where its keys are made, in the console of its region", () => {
  const hosts = Object.fromEntries(
    presets.map((preset) => {
      const page = keyPage(preset);
      return [preset.id, page === undefined ? undefined : new URL(page).host];
    }),
  );
  const china = "bailian.console.aliyun.com";
  const international = "modelstudio.console.alibabacloud.com";
  assert.equal(hosts["beijing"], china);
  assert.equal(hosts["token-plan-china"], china);
  assert.equal(hosts["singapore"], international);
  assert.equal(hosts["us"], international);
  assert.equal(hosts["coding-plan-intl"], international);
  assert.equal(hosts["ollama"], undefined);
});
