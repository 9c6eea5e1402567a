// The title of a conversation while it is being changed, in its place.
import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { post } from "../host.ts";
import { useWords } from "../words.ts";

export interface RenameProps {
  readonly id: string;
  readonly title: string;
  readonly onDone: () => void;
}

/** Longer ones are cut by the box: no list shows more of a title. */
const MOST = 200;

export function Rename({ id, title, onDone }: RenameProps): JSX.Element {
  const { labels } = useWords();
  const box = useRef<HTMLInputElement>(null);
  const isDone = useRef(false);
  useLayoutEffect(() => {
    box.current?.focus();
    box.current?.select();
  }, []);
  const finish = (isSaved: boolean): void => {
    if (isDone.current) return; // The box loses the focus when it goes.
    isDone.current = true;
    const changed = box.current?.value.trim() ?? "";
    if (isSaved && changed !== "" && changed !== title) post({ type: "rename", id, title: changed });
    onDone();
  };
  return (
    <input
      ref={box}
      class="row-rename"
      dir="auto"
      maxLength={MOST}
      defaultValue={title}
      aria-label={labels.rename}
      onBlur={() => {
        // Another window may come to the front meanwhile: the box is still there then.
        if (document.hasFocus()) finish(true);
      }}
      onKeyDown={(event) => {
        if (event.isComposing || event.keyCode === 229) return;
        if (event.key !== "Enter" && event.key !== "Escape") return;
        event.preventDefault();
        event.stopPropagation();
        finish(event.key === "Enter");
      }}
    />
  );
}
