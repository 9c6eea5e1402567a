// Where the keyboard's focus is, for the keys of the chat: they are bound where the context key askQwen.focus says so.
import * as vscode from "vscode";
import type { Surface } from "./surface.ts";

export interface Focus {
  set(surface: Surface, on: boolean): void;
}

export function createFocus(sideBar: Surface): Focus {
  let inFocus: Surface | undefined;
  return {
    set(surface, on) {
      // A page that loses the focus to another one may say so after it.
      if (!on && inFocus !== surface) return;
      inFocus = on ? surface : undefined;
      const where = on ? (surface === sideBar ? "sideBar" : "editor") : "";
      void vscode.commands.executeCommand("setContext", "askQwen.focus", where);
    },
  };
}
