// Takes secrets out of a text by their shape: what looks like a key, a token or a password, whoever it belongs to.
// (redact.ts knows the very keys that were used.) Rather one word too many than a password in a bug report.

const mark = "[redacted]";

/** Redacting what was redacted changes nothing. */
export function redactSecrets(text: string): { readonly text: string; readonly count: number } {
  let count = 0;
  let left = text;
  for (const { pattern, isSecret } of shapes) {
    // Groups: 1 stays in front, 2 is the secret, 3 stays behind.
    left = left.replace(pattern, (match: string, before = "", secret = "", after: unknown) => {
      if (secret === "" || isSecret?.(secret, before) === false) return match;
      count++;
      // Where a pattern has no third group, its place is taken by a number.
      return before + mark + (typeof after === "string" ? after : "");
    });
  }
  return { text: left, count };
}

/** Lines, counted from 0, in which something that looks like a secret begins. */
export function secretLines(text: string): readonly number[] {
  // As a whole first: most texts have none, and a block of several lines is one secret.
  if (redactSecrets(text).count === 0) return [];
  const lines = text.split("\n");
  return lines.flatMap((line, index) => (isKeyBlock.test(line) || redactSecrets(line).count > 0 ? [index] : []));
}

const isKeyBlock = /-----BEGIN (?:[A-Z0-9]+ ){0,4}PRIVATE KEY/;

interface Shape {
  readonly pattern: RegExp;
  readonly isSecret?: (secret: string, before: string) => boolean;
}

// Every pattern begins with fixed letters and has no open-ended part before them: so none is slow on a long text.
const shapes: readonly Shape[] = [
  // A block whose end is missing is taken as far as it can be one. The look-ahead spares prose that mentions the line.
  {
    pattern:
      /(-----BEGIN (?:[A-Z0-9]+ ){0,4}PRIVATE KEY(?: BLOCK)?-----)(?=[^-]{0,300}?[\w+/=]{32})((?:[\w+/=\s\\:,.()]|-(?!----))+)(-----END [A-Z0-9 ]{0,60}-----)?/g,
  },
  {
    pattern:
      /()(?<![A-Za-z0-9])((?:sk-|gh[pousr]_|github_pat_|glpat-|hf_|npm_|pypi-|dckr_pat_|dop_v1_|xox[abeprs]-|xapp-|ya29\.|SG\.|shpat_|[rsp]k_(?:live|test)_)[\w.-]{15,}[\w])/g,
    isSecret: isMixed,
  },
  { pattern: /()\b((?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}|LTAI[A-Za-z0-9]{12,30}|AIza[\w-]{35})(?![A-Za-z0-9])/g },
  { pattern: /()(?<![\w-])(eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,})/g },
  { pattern: /(hooks\.slack\.com\/services\/)([\w/]{20,})/g },
  { pattern: /(\b(?:Bearer|Basic|Token)[ \t]{1,4})([\w.~+/=-]{16,})/gi, isSecret: isMixed },
  { pattern: /(:\/\/[^\s/:@"'`]{0,100}:)([^\s/@"'`[\]]{1,200})(@[\w[])/g, isSecret: isLiteral },
  // name = "value", "name": "value", NAME=value, ?name=value; what stands before the name does not matter.
  {
    pattern:
      /((?:pass(?:word|wd|phrase)|secret|token|api[_-]?key|apikey|access[_-]?key(?:[_-]?id)?|secret[_-]?key|private[_-]?key|credentials?|authorization)(?:_\w{1,30})?\\?["']?[ \t]{0,4}[:=][ \t]{0,4}\\?["'`])([^"'`\s\\]{6,500})/gi,
    isSecret: isLiteral,
  },
  {
    pattern:
      /((?:pass(?:word|wd|phrase)|_pwd|secret|token|api[_-]?key|apikey|access[_-]?key(?:[_-]?id)?|secret[_-]?key|private[_-]?key|credentials?)(?:_[A-Z0-9_]{1,30})?[ \t]?[:=][ \t]{0,4})([^\s"'`&,;(){}<>[\]\\]{6,500})(?![\w(.[])/gi,
    isSecret: isUnquoted,
  },
  { pattern: /((?:密码|口令|密钥|令牌)(?:是|为|[ \t]?[:：=])[ \t]?)([\x21-\x7e]{6,200})/g, isSecret: isLiteral },
];

/** Random enough: digits and letters. `sk-learn-contrib-packages` and `Basic authentication` are words. */
function isMixed(secret: string): boolean {
  return /\d/.test(secret) && /[A-Za-z]/.test(secret);
}

/** Not a variable, a placeholder in brackets, or what was redacted before. */
function isLiteral(secret: string): boolean {
  return !/^(?:\[redacted|\$|%\w+%|<|\{|process\.env|os\.environ)/.test(secret);
}

/** Without quotes it may be code: `token = nextToken`, `password: string`, `max_token: 4096` stay, `PASSWORD=hunter2` goes. */
function isUnquoted(secret: string, before: string): boolean {
  if (!isLiteral(secret)) return false;
  // In an .env file a password may be a plain word.
  if (/^[^a-z]+=$/.test(before)) return !/^\d{1,6}$/.test(secret);
  return isMixed(secret) && !/^\w+\.\w+/.test(secret);
}
