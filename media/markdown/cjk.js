// Marked's inline rules, changed where Chinese, Japanese and Korean text needs it.
//
// Emphasis. CommonMark asks on which side of a `**` there is a letter, a space or a punctuation mark, which supposes
// spaces between words: in `**注意：**后面` the mark before `**` and the letter after it make the run an opener only, and
// the stars stay on the screen. Here (1) CJK punctuation counts as a letter and (2) a CJK character beside a run counts
// as a space does. Text without CJK characters is read exactly as before: then every rule below is marked's own.
//
// Links. An address ends where Chinese begins: `见https://a.example/b，然后` has no comma in its link.
//
// Strikethrough needs two tildes: one is a range (`10~20岁，30~40岁`).
import { Lexer } from "marked";
const CJK_PUNCTUATION = "\\u3001-\\u3003\\u3008-\\u3011\\u3014-\\u301f\\u3030\\u303d\\u30fb\\ufe10-\\ufe1f\\ufe30-\\ufe6f\\uff01-\\uff0f\\uff1a-\\uff20\\uff3b-\\uff40\\uff5b-\\uff65\\uffe0-\\uffee";
/** Where a bare address ends besides spaces: CJK (the supplementary planes by their first half), quotes, invisible characters. */
const LINK_END = "\\u00ab\\u00bb\\u2018-\\u201f\\u2026\\u2028-\\u202f\\u200b-\\u200f\\u2060-\\u2069\\u1100-\\u11ff\\u2e80-\\ua4cf\\ua960-\\ua97f\\uac00-\\ud7ff\\ud840-\\ud8bf\\uf900-\\ufaff\\ufe10-\\uffef";
const CJK_LETTERS = "\\u1100-\\u11ff\\u2e80-\\u2fdf\\u3000\\u3005-\\u3007\\u3021-\\u302f\\u3031-\\u303c\\u3040-\\u30fa\\u30fc-\\u31ff\\u3200-\\u4dbf\\u4e00-\\u9fff\\ua960-\\ua97f\\uac00-\\ud7ff\\uf900-\\ufaff\\uff10-\\uff19\\uff21-\\uff3a\\uff41-\\uff5a\\uff66-\\uffdc\\u{1f200}-\\u{1f2ff}\\u{20000}-\\u{3ffff}";
/** A CJK character: letter, kana, hangul, fullwidth form or punctuation. */
const cjk = `[${CJK_PUNCTUATION}${CJK_LETTERS}]`;
const notCjkMark = `(?![${CJK_PUNCTUATION}])`;
/**
 * The six cases in which a run of delimiters can close, numbered as in marked: 1 and 2 close, 3 and 4 open, 5 and 6
 * do both. `ignored` is a delimiter that counts as a letter there: GFM lets `~` stand inside emphasis.
 */
function closers(run, delimiter, ignored, skip) {
    const mark = `(?!${delimiter})${ignored && `(?!${ignored})`}${notCjkMark}[\\p{P}\\p{S}]`;
    const spaceOrMark = `(?:\\s|${ignored && `(?!${ignored})`}${notCjkMark}[\\p{P}\\p{S}])`;
    const letter = `(?:[^\\s\\p{P}\\p{S}]|${ignored && `${ignored}|`}[${CJK_PUNCTUATION}])`;
    const westernLetter = `(?!${cjk})${letter}`;
    const wholeRun = `${run}(?!${delimiter})`;
    return new RegExp([
        skip,
        `${mark}(${run})(?=\\s|$)`,
        `(?:${westernLetter}(?=${wholeRun}(?:${spaceOrMark}|$))|${cjk}(?=${wholeRun}(?:\\s|$)))(${run})`,
        `(?:\\s(?=${wholeRun}${letter})|${mark}(?=${wholeRun}${westernLetter}))(${run})`,
        `\\s(${run})(?!${delimiter})(?=${mark})`,
        `(?:${mark}(?=${wholeRun}(?:${mark}|${cjk}))|${cjk}(?=${wholeRun}${mark}))(${run})`,
        `${letter}(${run})(?=${letter})`,
    ].join("|"), "gu");
}
const gfm = Lexer.rules.inline.gfm;
export const inlineRules = {
    ...gfm,
    emStrongLDelim: new RegExp(`^(?:\\*+(?:((?!\\*)(?!~)${notCjkMark}[\\p{P}\\p{S}])|([^\\s*]))?)|^_+(?:((?!_)(?!~)[\\p{P}\\p{S}])|([^\\s_]))?`, "u"),
    emStrongRDelimAst: closers("\\*+", "\\*", "~", "^[^_*]*?__[^_*]*?\\*[^_*]*?(?=__)|[^*]+(?=[^*])"),
    delLDelim: new RegExp(`^~~(?!~)(?:(${notCjkMark}[\\p{P}\\p{S}])|[^\\s~])`, "u"),
    delRDelim: closers("~~?", "~", "", "^[^~]+(?=[^~])"),
    /** Asked only whether the character before an opener lets it open, which a CJK character does. */
    punctuation: new RegExp(`^((?![*_])(?:[\\s\\p{P}\\p{S}]|${cjk}))`, "u"),
    url: new RegExp(gfm.url.source.replace("[^\\s<]*", () => `[^\\s<${LINK_END}]*`)),
};
