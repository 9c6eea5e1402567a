// A path that a model wrote is data: what is left of it is a way downwards from a folder, or nothing.

/** Its segments, joined by "/"; undefined when it is anything but a plain relative path. */
export function relativePath(written: string): string | undefined {
  // A letter and a colon is a drive, any other colon a stream of a Windows file or a scheme.
  if (written.length === 0 || written.length > 400 || /[:\p{Cc}\p{Cf}<>"|?*]/u.test(written)) return undefined;
  if (/^[\\/~]/.test(written)) return undefined;
  const segments = written.split(/[\\/]/).filter((segment) => segment !== "." && segment !== "");
  if (segments.length === 0 || segments.some(isRefused)) return undefined;
  return segments.join("/");
}

/** Windows takes dots and spaces off the end of a name, and has names that are devices wherever they stand. */
const isRefused = (segment: string): boolean =>
  segment === ".." ||
  /[. ]$/.test(segment) ||
  segment.startsWith(" ") ||
  segment.toLowerCase() === ".git" ||
  /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i.test(segment);
