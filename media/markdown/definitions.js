/** Adds the definitions in these tokens to `links`; returns the names that are new. */
export function learnDefinitions(tokens, links) {
    const names = [];
    for (const token of tokens) {
        if (token.type === "def") {
            const { tag, href, title } = token;
            if (tag in links)
                continue;
            links[tag] = { href, title };
            names.push(tag);
        }
        else if (token.type === "list") {
            names.push(...learnDefinitions(token.items, links));
        }
        else if ((token.type === "list_item" || token.type === "blockquote") && "tokens" in token && token.tokens) {
            names.push(...learnDefinitions(token.tokens, links));
        }
    }
    return names;
}
/** Draws those runs again that may refer to one of the names. */
export function relink(runs, names) {
    if (names.length === 0)
        return;
    for (const run of runs) {
        const source = normal(run.source);
        if (names.some((name) => source.includes(name)))
            run.relink();
    }
}
/** Names are compared without case and with single spaces, as marked does. */
const normal = (source) => source.replace(/\s+/g, " ").toLowerCase().toUpperCase().toLowerCase();
