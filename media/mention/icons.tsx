// One icon for each kind of thing that can go with a message.
import type { JSX } from "preact";
import type { MentionView, ReferenceView } from "../../src/protocol.ts";
import { FileIcon, icon } from "../icons.tsx";

const FolderIcon = icon("M2 4h4l1.5 1.5H14v7H2z");
const SymbolIcon = icon("M8 2.2 13 5v6l-5 2.8L3 11V5zM3.2 5.1 8 7.8l4.8-2.7M8 7.8v5.8");
export const SelectionIcon = icon("M5.5 3H3v10h2.5M10.5 3H13v10h-2.5M6 8h4");
const EditorsIcon = icon("M5 4.5v-2h8.5v8.5h-2M2.5 4.5h9v9h-9z");
const ProblemsIcon = icon("M8 2.5 14 13H2zM8 6.5v3M8 11.2v.2");
const TerminalIcon = icon("M2 3h12v10H2zM4.5 6l2 2-2 2M8.5 10h3");
const ChangesIcon = icon("M8 2.5v6M5 5.5h6M5 12.5h6");
const CommitIcon = icon("M1.5 8h4M10.5 8h4M8 5.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5Z");
const InstructionsIcon = icon("M3 2.5h10v11H3zM5.5 5.5h5M5.5 8h5M5.5 10.5h3");
const ImageIcon = icon("M2 3h12v10H2zM2.5 12l3.5-4 3 3 2-2 2.5 3M10.5 6.2v.1");
const SummaryIcon = icon("M2.5 3h11M2.5 6h11M4.5 10h7M6.5 13h3");
const CommandIcon = icon("M2.5 2.5h11v11h-11zM9.5 5l-3 6");
export const OpenIcon = icon("M2 12.5V4h4l1.5 1.5H12V7M2 12.5 4.5 7H14.5l-2.5 5.5z");
export const AttachIcon = icon("M8 3v10M3 8h10");

type Kind = MentionView["kind"] | ReferenceView["kind"];

export const kindIcons: Readonly<Record<Kind, () => JSX.Element>> = {
  file: FileIcon,
  code: FileIcon,
  folder: FolderIcon,
  symbol: SymbolIcon,
  selection: SelectionIcon,
  editors: EditorsIcon,
  problems: ProblemsIcon,
  terminal: TerminalIcon,
  changes: ChangesIcon,
  commit: CommitIcon,
  command: CommandIcon,
  instructions: InstructionsIcon,
  summary: SummaryIcon,
  image: ImageIcon,
};
