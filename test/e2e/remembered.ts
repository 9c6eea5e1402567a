// What VS Code in a browser has written down for its next start, in the browser's own database.

/** What is used of IndexedDB: the tests' types are those of Node. */
interface Request<T> {
  readonly result: T;
  readonly error: unknown;
  onsuccess(): void;
  onerror(): void;
}
interface Database {
  transaction(store: string): { objectStore(store: string): { get(key: string): Request<unknown> } };
  close(): void;
}
declare const indexedDB: {
  databases(): Promise<readonly { readonly name?: string }[]>;
  open(name: string): Request<Database>;
};

/** Runs in the page: whether the layout of the editors that VS Code would begin with next time has this text. */
export async function isRemembered(text: string): Promise<boolean> {
  const done = <T>(request: Request<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  for (const { name } of await indexedDB.databases()) {
    if (!name?.startsWith("vscode-web-state-db")) continue;
    const database = await done(indexedDB.open(name));
    try {
      const kept = database.transaction("ItemTable").objectStore("ItemTable").get("memento/workbench.parts.editor");
      if (String(await done(kept)).includes(text)) return true;
    } finally {
      database.close();
    }
  }
  return false;
}
