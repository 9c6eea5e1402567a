// Why an image can not be sent, and what helps.
import { l10n } from "vscode";
import type { ImageRefusal } from "../../protocol.ts";

export function imageRefusal(name: string, why: ImageRefusal): string {
  const image = name || l10n.t("The image");
  switch (why) {
    case "format":
      return l10n.t("{0} is in a format that can not be sent. PNG, JPEG, WebP, GIF, BMP and AVIF can.", image);
    case "animated":
      return l10n.t(
        "{0} moves, and the models see still images only. Send a picture of the moment that matters.",
        image,
      );
    case "heic":
      return l10n.t("{0} is a HEIC photo, which VS Code can not read. Save it as JPEG, then attach it.", image);
    case "tooLarge":
      return l10n.t("{0} is too large: at most 30 MB and 100 million pixels.", image);
    case "tooNarrow":
      return l10n.t("{0} is too narrow: one side may be at most 200 times as long as the other.", image);
    case "broken":
      return l10n.t("{0} is damaged and can not be read.", image);
    case "noneCopied":
      return l10n.t("There is no image in the clipboard.");
    default:
      return why satisfies never;
  }
}
