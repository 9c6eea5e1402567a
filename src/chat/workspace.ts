// Where a conversation began, as the history keeps it: the workspace's address, a line break, its name. What is older, or imported, has
// the name alone: two folders may share one.

export const workspaceText = (address: string, name: string): string => (address === "" ? name : `${address}\n${name}`);

export const nameOfWorkspace = (workspace: string): string => workspace.slice(workspace.indexOf("\n") + 1);

/** With the line break that ends it; empty without one. */
const addressOf = (workspace: string): string => workspace.slice(0, workspace.indexOf("\n") + 1);

/** What has no address is of any workspace of its name. */
export function isOfWorkspace(workspace: string, wanted: string): boolean {
  const address = addressOf(workspace);
  return address === "" ? workspace === nameOfWorkspace(wanted) : address === addressOf(wanted);
}

/** The same in SQL, where the column holds JSON. `workspaceParameters` are its parameters. */
export const isOfWorkspaceSql =
  "ifnull(workspace = :workspaceName OR substr(workspace, 1, length(:workspaceAddress)) = :workspaceAddress, 1)";

/** Without a workspace they are NULL, and the condition is true for every row. */
export function workspaceParameters(wanted: string | undefined) {
  if (wanted === undefined) return { workspaceName: null, workspaceAddress: null };
  const address = addressOf(wanted);
  return {
    workspaceName: JSON.stringify(nameOfWorkspace(wanted)),
    // The column's texts begin with a quotation mark: this matches none.
    workspaceAddress: address === "" ? "none" : JSON.stringify(address).slice(0, -1),
  };
}
