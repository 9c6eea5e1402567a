import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

const version = "1.0.0";
const name = "ask-qwen-test.language-pack-zh-cn";

/**
 * Makes VS Code Chinese without a download: a language pack with no translations of VS Code itself. That is enough for
 * `vscode.env.language` to be zh-cn, and so for our own words to be Chinese.
 */
export async function addChinese(userData: string, extensions: string): Promise<void> {
  const folder = join(extensions, `${name}-${version}`);
  const translations = join(folder, "translations", "main.i18n.json");
  await mkdir(join(folder, "translations"), { recursive: true });
  await mkdir(userData, { recursive: true });
  await writeFile(translations, JSON.stringify({ version, contents: {} }));
  await writeFile(join(folder, "package.json"), JSON.stringify(manifest()));
  await writeFile(join(userData, "languagepacks.json"), JSON.stringify({ "zh-cn": languagePack(translations) }));
}

function manifest() {
  const localization = { languageId: "zh-cn", languageName: "Chinese Simplified", localizedLanguageName: "中文(简体)" };
  return {
    name: name.split(".")[1],
    publisher: name.split(".")[0],
    version,
    engines: { vscode: "*" },
    contributes: {
      localizations: [{ ...localization, translations: [{ id: "vscode", path: "./translations/main.i18n.json" }] }],
    },
  };
}

function languagePack(translations: string) {
  return {
    hash: "0123456789abcdef0123456789abcdef",
    extensions: [{ extensionIdentifier: { id: name }, version }],
    translations: { vscode: translations },
    label: "中文(简体)",
  };
}
