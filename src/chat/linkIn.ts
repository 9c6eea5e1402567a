// The page says which link was clicked; it is opened only if the message really has it.

/** The URL to open, normalised (host in punycode, no user name), or undefined. `text` is the message's Markdown. */
export function linkIn(text: string, href: string): URL | undefined {
  let url: URL;
  try {
    url = new URL(href);
  } catch {
    return undefined; // Not a URL at all.
  }
  if (!["http:", "https:", "mailto:"].includes(url.protocol)) return undefined;
  const plain = unescapeMarkdown(text);
  const written = [href, safeDecode(href), href.replace(/^https?:\/\//, ""), href.replace(/^mailto:/, "")];
  if (!written.some((form) => form !== "" && (plain.includes(form) || text.includes(form)))) return undefined;
  url.username = "";
  url.password = "";
  return url;
}

const unescapeMarkdown = (text: string): string => text.replace(/\\([!-/:-@[-`{-~])/g, "$1").replace(/&amp;/g, "&");

function safeDecode(href: string): string {
  try {
    return decodeURI(href);
  } catch {
    return href; // A lone % is allowed in text.
  }
}
