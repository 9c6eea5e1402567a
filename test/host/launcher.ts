// Stands where VS Code's executable stands for `runTests` of @vscode/test-electron: takes the same arguments, runs the
// same suite in the extension host of a VS Code server and leaves with its exit code. Used where no desktop build can be had.
import { parseArgs } from "node:util";
import { launchBrowser } from "./browser.ts";
import { startServer } from "./server.ts";

const timeLimit = 240_000;

const { values, positionals } = parseArgs({
  strict: false,
  allowPositionals: true,
  options: {
    extensionDevelopmentPath: { type: "string" },
    extensionTestsPath: { type: "string" },
    locale: { type: "string" },
  },
});

const server = await startServer({
  ...(positionals[0] ? { workspace: positionals[0] } : {}),
  locale: values["locale"] === "zh-cn" ? "zh-cn" : "en",
});
const browser = await launchBrowser();
const onServer = (path: unknown) => `vscode-remote://127.0.0.1:${server.port}${path}`;

try {
  const page = await browser.newPage();
  const exit = Promise.withResolvers<number>();
  await page.exposeFunction("codeAutomationExit", (code: number) => exit.resolve(code));
  await page.exposeFunction("codeAutomationLog", () => undefined);
  page.on("crash", () => exit.reject(new Error("The browser's page crashed")));
  const timer = setTimeout(() => exit.reject(new Error(`No result after ${timeLimit / 1000} s`)), timeLimit);
  await page.goto(
    server.url({
      extensionDevelopmentPath: onServer(values["extensionDevelopmentPath"]),
      extensionTestsPath: onServer(values["extensionTestsPath"]),
    }),
  );
  process.exitCode = await exit.promise;
  clearTimeout(timer);
} catch (error) {
  console.error(error);
  for (const [file, text] of await server.logs()) if (text) console.error(`--- ${file}\n${text.slice(-4000)}`);
  process.exitCode = 1;
} finally {
  await browser.close();
  await server.stop();
}
