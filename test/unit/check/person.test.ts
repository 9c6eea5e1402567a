import assert from "node:assert/strict";
import { test } from "node:test";
import { withoutPerson } from "../../../src/check/person.ts";

test("K09 neither the home folder nor the user's name is left, and no word is spoiled", () => {
  const li = { home: "/home/li", user: "li" };
  assert.equal(
    withoutPerson("LI sees /home/li/list on li-desktop, reliably", li),
    "<user> sees ~/list on <user>-desktop, reliably",
  );
  const windows = { home: "C:\\Users\\Ann.B", user: "Ann.B" };
  assert.equal(withoutPerson("C:\\Users\\Ann.B\\x C:/Users/Ann.B/y AnnxB", windows), "~\\x ~/y AnnxB");
  assert.equal(withoutPerson("as it is", { home: "", user: "" }), "as it is");
});
