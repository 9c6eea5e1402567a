// Which blocks are for a terminal, and what of them is to be run.

const shells = new Set([
  "bash",
  "sh",
  "shell",
  "zsh",
  "fish",
  "ksh",
  "dash",
  "powershell",
  "pwsh",
  "ps1",
  "cmd",
  "bat",
  "batch",
]);
const sessions = new Set(["console", "shell-session", "shellsession", "terminal"]);

export const isShell = (language: string): boolean => shells.has(language) || sessions.has(language);

/** The text that is sent, byte for byte; in the record of a session only what stands behind its prompts. */
export function commandsOf(text: string, language: string): string {
  const lines = text.split("\n");
  const prompted = lines.filter((line) => /^\s*[$%❯] /.test(line));
  const isSession = sessions.has(language) || (prompted.length > 0 && prompted.length === filled(lines).length);
  const commands = isSession && prompted.length > 0 ? prompted.map((line) => line.replace(/^\s*[$%❯] /, "")) : lines;
  return commands.join("\n").replace(/^\n+|\s+$/g, "");
}

const filled = (lines: readonly string[]): readonly string[] => lines.filter((line) => line.trim());
