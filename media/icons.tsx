// The page's icons: 16 by 16, in the colour of the text around them.
import type { JSX } from "preact";
import { checkPath, copyPath } from "./markdown/icon.ts";

export const icon = (path: string, isFilled = false) =>
  function Icon(): JSX.Element {
    return (
      <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
        <path
          d={path}
          fill={isFilled ? "currentColor" : "none"}
          stroke={isFilled ? "none" : "currentColor"}
          stroke-width="1.2"
          stroke-linecap="round"
          stroke-linejoin="round"
        />
      </svg>
    );
  };

export const SendIcon = icon("M8 13V3.5M4 7.2 8 3l4 4.2");
/** A plane: sent at once, while an arrow up would look like "move up". */
export const SendNowIcon = icon("M2.5 3 14 8 2.5 13l1.6-5ZM4.1 8H9");
export const StopIcon = icon("M4.5 4h7c.3 0 .5.2.5.5v7c0 .3-.2.5-.5.5h-7a.5.5 0 0 1-.5-.5v-7c0-.3.2-.5.5-.5Z", true);
export const QueueIcon = icon("M2.5 4h11M2.5 8h6M2.5 12h4M12 7.5v5M9.5 10H14.5");
export const CopyIcon = icon(copyPath);
export const CheckIcon = icon(checkPath);
export const RetryIcon = icon("M13 8a5 5 0 1 1-1.6-3.7M13.2 1.8v3h-3");
export const EditIcon = icon(
  "m10.2 3.2 2.6 2.6M3 13l.6-3.1 7.2-7.2a1.2 1.2 0 0 1 1.7 0l.8.8a1.2 1.2 0 0 1 0 1.7L6.1 12.4Z",
);
export const CloseIcon = icon("m4 4 8 8M12 4l-8 8");
export const PreviousIcon = icon("m9.5 4-4 4 4 4");
export const NextIcon = icon("m6.5 4 4 4-4 4");
export const DownIcon = icon("M8 3v9.5M4 8.8 8 13l4-4.2");
export const UpIcon = icon("M8 12.5V3M4 6.7 8 2.5l4 4.2");
export const CaseIcon = icon(
  "m1.5 12.5 3.3-9 3.3 9M2.6 9.5H7M14.5 7.5v5M12.2 7.4a2.3 2.5 0 1 1 0 5 2.3 2.5 0 0 1 0-5Z",
);
export const FoldIcon = icon("m6 4 4 4-4 4");
export const ChevronIcon = icon("m4.5 6.5 3.5 3.5 3.5-3.5");
export const FileIcon = icon("M4 2.5h5l3 3v8H4zM9 2.5v3h3");
export const ErrorIcon = icon("M8 2.2a5.8 5.8 0 1 1 0 11.6A5.8 5.8 0 0 1 8 2.2ZM8 5v3.6M8 10.9v.2");
export const InfoIcon = icon("M8 2.2a5.8 5.8 0 1 1 0 11.6A5.8 5.8 0 0 1 8 2.2ZM8 7.4V11M8 4.9v.2");
export const ThinkingIcon = icon("M6 12.2h4M6.6 14h2.8M6 12c0-1.6-2-2.3-2-5a4 4 0 0 1 8 0c0 2.7-2 3.4-2 5");
export const WebIcon = icon(
  "M8 2.2a5.8 5.8 0 1 1 0 11.6A5.8 5.8 0 0 1 8 2.2ZM2.4 8h11.2M8 2.2c-4 3.4-4 8.2 0 11.6 4-3.4 4-8.2 0-11.6Z",
);
export const SparkIcon = icon(
  "M8 1.8c.5 3.6 2.6 5.7 6.2 6.2-3.6.5-5.7 2.6-6.2 6.2C7.5 10.6 5.4 8.5 1.8 8c3.6-.5 5.7-2.6 6.2-6.2Z",
);
/** Braces: what goes over the wire. */
export const RequestIcon = icon(
  "M6 2.8c-1.6 0-2 .7-2 2v1.4c0 1-.5 1.8-1.5 1.8 1 0 1.5.8 1.5 1.8v1.4c0 1.3.4 2 2 2M10 2.8c1.6 0 2 .7 2 2v1.4c0 1 .5 1.8 1.5 1.8-1 0-1.5.8-1.5 1.8v1.4c0 1.3-.4 2-2 2",
);
export const BackIcon = icon("M13 8H3.5M7.2 4 3 8l4.2 4");
export const SearchIcon = icon("M7 2.8a4.2 4.2 0 1 1 0 8.4 4.2 4.2 0 0 1 0-8.4ZM10.1 10.1l3.1 3.1");
export const PinIcon = icon("m9.8 2.2 4 4-2.6.9-2.8 2.8-.5 2.6-4.4-4.4 2.6-.5 2.8-2.8ZM5.7 10.3l-3 3");
export const UnpinIcon = icon("m9.8 2.2 4 4-2.6.9-2.8 2.8-.5 2.6-4.4-4.4 2.6-.5 2.8-2.8ZM5.7 10.3l-3 3M2.5 2.5l11 11");
export const ArchiveIcon = icon("M2.5 3.5h11v3h-11ZM3.5 6.5v6h9v-6M6.5 9h3");
export const UnarchiveIcon = icon("M2.5 3.5h11v3h-11ZM3.5 6.5v6h9v-6M8 11V8.2M6.5 9.5 8 8l1.5 1.5");
export const ExportIcon = icon("M8 10V2.8M5.4 5.4 8 2.8l2.6 2.6M3 9.5v4h10v-4");
export const DeleteIcon = icon("M3 4.3h10M6.2 4.3V2.8h3.6v1.5M4.3 4.3l.6 8.9h6.2l.6-8.9M6.9 6.9v3.8M9.1 6.9v3.8");
/** A way that leaves the straight one. */
export const SideIcon = icon("M4.5 2.5v11M4.5 6c0 2.8 1.6 4 4.2 4h3.6M10 7.7 12.3 10 10 12.3");
/** A ring with a bar across. */
export const LeftOutIcon = icon("M8 2.2a5.8 5.8 0 1 1 0 11.6A5.8 5.8 0 0 1 8 2.2ZM3.9 12.1l8.2-8.2");
/** Two columns. */
export const CompareIcon = icon("M2.5 3h4.5v10H2.5ZM9 3h4.5v10H9Z");
