// What in a diagram could make its preview load something from the network: that would tell another computer what was drawn (T1).

/**
 * No list of attacks: an address needs slashes or a scheme, a picture a tag, a key or a function of CSS, and any of them can be
 * spelled differently only with a backslash or an entity. So each of these is asked about, whatever it is there for.
 */
const ways: readonly RegExp[] = [
  // What URLs are read without: tabs and line ends.
  /\/[\t\r\n]*\/|https?[\t\r\n]*:/i,
  /\bimg\b|\b(?:url|src|image|image-set|cross-fade)\s*\(|@import/i,
  // "<br>" is how a label gets a second line, "<<interface>>" is drawn as text.
  /<(?!br\s*\/?>|(?<=<<)\w+>>)[a-z/!?]/i,
  // "\n" is a line end in a label, and nothing but the letter in CSS.
  /\\(?!n)|&[#a-z]|#\w+;/i,
];

/** The lines that have it; none if there is nothing. */
export function reachingLines(diagram: string): readonly string[] {
  // The end of a statement behind a colour is no entity.
  const text = diagram.replace(/^([ \t]*(?:style|classDef|linkStyle)\b.*#[\da-f]{3,8});[ \t]*$/gim, "$1");
  const reaches = (part: string): boolean => ways.some((way) => way.test(part));
  if (!reaches(text)) return [];
  const lines = text.split("\n");
  const found = lines.filter(reaches);
  return found.length > 0 ? found : lines;
}
