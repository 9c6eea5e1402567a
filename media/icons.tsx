// The page's icons: 16 by 16, in the colour of the text around them.
import type { JSX } from "preact";
import { checkPath, copyPath } from "./markdown/icon.ts";

const icon = (path: string, isFilled = false) =>
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
export const FoldIcon = icon("m6 4 4 4-4 4");
export const ChevronIcon = icon("m4.5 6.5 3.5 3.5 3.5-3.5");
export const FileIcon = icon("M4 2.5h5l3 3v8H4zM9 2.5v3h3");
export const ErrorIcon = icon("M8 2.2a5.8 5.8 0 1 1 0 11.6A5.8 5.8 0 0 1 8 2.2ZM8 5v3.6M8 10.9v.2");
export const InfoIcon = icon("M8 2.2a5.8 5.8 0 1 1 0 11.6A5.8 5.8 0 0 1 8 2.2ZM8 7.4V11M8 4.9v.2");
export const ThinkingIcon = icon("M6 12.2h4M6.6 14h2.8M6 12c0-1.6-2-2.3-2-5a4 4 0 0 1 8 0c0 2.7-2 3.4-2 5");
export const SparkIcon = icon(
  "M8 1.8c.5 3.6 2.6 5.7 6.2 6.2-3.6.5-5.7 2.6-6.2 6.2C7.5 10.6 5.4 8.5 1.8 8c3.6-.5 5.7-2.6 6.2-6.2Z",
);
