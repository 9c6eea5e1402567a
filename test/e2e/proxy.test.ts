// VS Code's own proxy setting holds for our requests, because they go through the `fetch` that VS Code patches.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { openWorkbench } from "./workbench.ts";

test("W05 W06 requests go through http.proxy; a proxy that asks for a login is named as the cause, not the key", async (t) => {
  const wanted: string[] = [];
  const proxy = createServer();
  proxy.on("connect", (request, socket) => {
    wanted.push(request.url ?? "");
    socket.end(
      'HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="test"\r\nContent-Length: 0\r\n\r\n',
    );
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  t.after(() => proxy.close());
  const workbench = await openWorkbench({
    settings: {
      "askQwen.endpoint": "https://model.example.test/v1",
      "http.proxy": `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
      "http.proxySupport": "override",
    },
  });
  t.after(() => workbench.close());
  workbench.watch(t);
  const panel = await workbench.openPanel();
  await panel.locator(".composer textarea").fill("through the proxy?");
  await panel.locator(".composer textarea").press("Enter");
  await panel.locator(".error-card").getByText("The proxy asks for a login").waitFor();
  assert.deepEqual([...new Set(wanted)], ["model.example.test:443"]);
  await workbench.runCommand("Ask Qwen: Check Connection");
  const line = (text: string) => workbench.page.locator(".view-line").filter({ hasText: text }).first();
  await line("OK  Proxy").waitFor();
  await line("The proxy asks for a login").waitFor();
});
