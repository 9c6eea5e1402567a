// What VS Code hands back of a page that it had shown before.

/** What a page keeps is data: only the name of a conversation is read from it, and it is looked up like any other. */
export function conversationIn(kept: unknown): string | undefined {
  const { conversation } = Object(kept) as { readonly conversation?: unknown };
  return typeof conversation === "string" ? conversation : undefined;
}

/** Under which name it is remembered what was open in a tab. */
export const tabOf = (workspaceId: string): string => `tab of ${workspaceId}`;
