// Whether the bundled `openai` has run: Node's coverage knows which functions of the bundle were called.
import type { ExtensionHost } from "./extensionHost.ts";

interface Coverage {
  readonly result: readonly {
    readonly url: string;
    readonly functions: readonly {
      readonly ranges: readonly { readonly startOffset: number; readonly endOffset: number; readonly count: number }[];
    }[];
  }[];
}

/** Before the extension is loaded. It slows the extension down: nothing is timed in such a window. */
export async function watchLoading(host: ExtensionHost): Promise<void> {
  await host.send("Profiler.enable");
  await host.send("Profiler.startPreciseCoverage", { callCount: true, detailed: false });
}

/** `bundle` is the text of dist/extension.cjs. The name of a variable that only openai reads tells where it is in there. */
export async function isOpenaiLoaded(host: ExtensionHost, bundle: string): Promise<boolean> {
  const place = bundle.indexOf("OPENAI_BASE_URL");
  if (place < 0) throw new Error("openai is not in the bundle, or no longer reads OPENAI_BASE_URL");
  const { result } = await host.send<Coverage>("Profiler.takePreciseCoverage");
  const scripts = result.filter(({ url }) => /ask-qwen\.ask-qwen-[^/\\]*[/\\]dist[/\\]extension\.cjs$/.test(url));
  return scripts.some(({ functions }) =>
    functions.some(({ ranges }) =>
      ranges.some(
        ({ startOffset, endOffset, count }) =>
          count > 0 && startOffset <= place && place < endOffset && endOffset - startOffset < bundle.length * 0.95,
      ),
    ),
  );
}
