// Shows a request as a document of the editor that can be read, searched and copied, and not changed.
import { l10n } from "vscode";
import type { DocumentScheme } from "./documents.ts";
import { readableBody } from "./readableBody.ts";
import { createShownTexts } from "./shownTexts.ts";

export const REQUEST_SCHEME: DocumentScheme = "askqwen-request";

export const shown = createShownTexts(REQUEST_SCHEME, () =>
  l10n.t("This request is no longer at hand. Open it from the chat again."),
);

export const openRequest = (name: string, body: string): Promise<void> =>
  shown.show(`${name}.json`, readableBody(body));
