import assert from "node:assert/strict";
import { test } from "node:test";
import { thisPerson, withoutPerson } from "../../../src/check/person.ts";

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

test("a user whom the system does not know has the name that the shell knows, or none", (t) => {
  const { USER } = process.env;
  t.after(() => {
    if (USER === undefined) delete process.env["USER"];
    else process.env["USER"] = USER;
  });
  const unknown = () => {
    throw new Error("uv_os_get_passwd returned ENOENT");
  };
  process.env["USER"] = "ann";
  assert.equal(thisPerson(unknown).user, "ann");
  delete process.env["USER"];
  assert.equal(thisPerson(unknown).user, "");
  assert.equal(thisPerson(() => ({ username: "li" })).user, "li");
});
