// Whether the bundled `openai` has been loaded: Node's coverage knows which scripts have run.
import type { ExtensionHost } from "./extensionHost.ts";

interface Coverage {
  readonly result: readonly { readonly url: string }[];
}

/** Before the extension is loaded. It slows the extension down: nothing is timed in such a window. */
export async function watchLoading(host: ExtensionHost): Promise<void> {
  await host.send("Profiler.enable");
  await host.send("Profiler.startPreciseCoverage", { callCount: true, detailed: false });
}

export async function isOpenaiLoaded(host: ExtensionHost): Promise<boolean> {
  const { result } = await host.send<Coverage>("Profiler.takePreciseCoverage");
  return result.some(({ url }) => /ask-qwen\.ask-qwen-[^/\\]*[/\\]dist[/\\]openai\.cjs$/.test(url));
}
