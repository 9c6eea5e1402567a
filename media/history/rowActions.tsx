// What can be done with a conversation of the list. Off the Tab key's way: arrow keys lead there from the title.
import type { ComponentChildren, JSX } from "preact";
import type { HistoryRow } from "../../src/protocol.ts";
import { post } from "../host.ts";
import { ArchiveIcon, DeleteIcon, EditIcon, ExportIcon, PinIcon, UnarchiveIcon, UnpinIcon } from "../icons.tsx";
import { useWords } from "../words.ts";

export interface RowActionsProps {
  readonly row: HistoryRow;
  readonly title: string;
  readonly onRename: () => void;
}

export function RowActions({ row, title, onRename }: RowActionsProps): JSX.Element {
  const { labels } = useWords();
  const { id, isPinned, isArchived } = row;
  return (
    <div class="row-actions" role="toolbar" aria-label={title}>
      <Button label={isPinned ? labels.unpin : labels.pin} onClick={() => post({ type: "pin", id, on: !isPinned })}>
        {isPinned ? <UnpinIcon /> : <PinIcon />}
      </Button>
      <Button label={labels.rename} onClick={onRename}>
        <EditIcon />
      </Button>
      <Button
        label={isArchived ? labels.unarchive : labels.archive}
        onClick={() => post({ type: "archive", id, on: !isArchived })}
      >
        {isArchived ? <UnarchiveIcon /> : <ArchiveIcon />}
      </Button>
      <Button label={labels.exportConversation} onClick={() => post({ type: "export", id })}>
        <ExportIcon />
      </Button>
      <Button label={labels.delete} onClick={() => post({ type: "remove", id })}>
        <DeleteIcon />
      </Button>
    </div>
  );
}

interface ButtonProps {
  readonly label: string;
  readonly onClick: () => void;
  readonly children: ComponentChildren;
}

function Button({ label, onClick, children }: ButtonProps): JSX.Element {
  return (
    <button type="button" class="quiet" title={label} aria-label={label} tabIndex={-1} onClick={onClick}>
      {children}
    </button>
  );
}
