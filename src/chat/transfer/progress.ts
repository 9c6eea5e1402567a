// Work of exports and imports as the user sees it.
import * as vscode from "vscode";

/** Work that lasts, with its progress and a way to end it. Undefined if the user ended it. */
export async function withProgress<T>(
  title: string,
  work: (signal: AbortSignal, progress: (message: string) => void) => Promise<T>,
): Promise<T | undefined> {
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title, cancellable: true },
    async (progress, token) => {
      const abort = new AbortController();
      const listening = token.onCancellationRequested(() => abort.abort());
      try {
        return await work(abort.signal, (message) => progress.report({ message }));
      } catch (error) {
        if (abort.signal.aborted) return undefined;
        throw error;
      } finally {
        listening.dispose();
      }
    },
  );
}
