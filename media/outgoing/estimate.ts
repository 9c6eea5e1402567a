// How many tokens a text takes, as `src/qwen/tokens.ts` estimates it; a test keeps the two alike.

export function estimateTokens(text: string): number {
  let wide = 0;
  let symbols = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code >= 0x2e80) wide++;
    else if (
      (code > 32 && code < 48) ||
      (code > 57 && code < 65) ||
      (code > 90 && code < 97) ||
      (code > 122 && code < 127)
    )
      symbols++;
  }
  return Math.ceil(wide / 1.5 + (text.length - wide - symbols) / 4.2 + symbols / 2);
}

/** "950", "41k", "1.2M": short, for a line that is always there. */
export function shortCount(tokens: number): string {
  if (tokens < 1000) return String(tokens);
  if (tokens < 999_500) return `${(tokens / 1000).toFixed(tokens < 9950 ? 1 : 0).replace(/\.0$/, "")}k`;
  return `${(tokens / 1_000_000).toFixed(1).replace(/\.0$/, "")}M`;
}
