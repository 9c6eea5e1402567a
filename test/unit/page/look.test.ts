import "../markdown/page.ts";
import assert from "node:assert/strict";
import { test } from "node:test";
import { applyLook } from "../../../media/look.ts";

test("variables are set for what is set, and gone when VS Code decides again", () => {
  const root = document.createElement("div");
  applyLook(root, { fontSize: 20, lineWidth: 80, density: "compact" });
  assert.equal(root.style.getPropertyValue("--own-size"), "20px");
  assert.equal(root.style.getPropertyValue("--line-width"), "calc(80ch + 24px)");
  assert.equal(root.dataset["density"], "compact");
  applyLook(root, { fontSize: 0, lineWidth: 0, density: "comfortable" });
  assert.equal(root.style.getPropertyValue("--own-size"), "");
  assert.equal(root.style.getPropertyValue("--line-width"), "");
  assert.equal(root.dataset["density"], "comfortable");
});
