// What is in the packaged extension, read from the ZIP's directory.
import { readFile } from "node:fs/promises";
import type { Samples } from "./figures.ts";

export async function measurePackage(vsix: string): Promise<Samples> {
  const archive = await readFile(vsix);
  const files = directory(archive);
  const fonts = files.filter(({ name }) => /\.(woff2?|ttf)$/.test(name));
  const bytes = archive.length - fonts.reduce((sum, { compressed }) => sum + compressed, 0);
  return {
    vsix: bytes / 1024,
    nodeModules: files.filter(({ name }) => name.includes("node_modules/")).length,
  };
}

function directory(archive: Buffer): readonly { readonly name: string; readonly compressed: number }[] {
  const end = archive.lastIndexOf("PK\x05\x06", undefined, "latin1");
  let at = archive.readUInt32LE(end + 16);
  return Array.from({ length: archive.readUInt16LE(end + 10) }, () => {
    const [name, extra, comment] = [28, 30, 32].map((offset) => archive.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ];
    const entry = {
      name: archive.toString("utf8", at + 46, at + 46 + name),
      compressed: archive.readUInt32LE(at + 20),
    };
    at += 46 + name + extra + comment;
    return entry;
  });
}
