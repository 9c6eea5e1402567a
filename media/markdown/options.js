// What the renderer needs from the page around it: words, and somebody to tell when the reader clicks.
/** The word with its `{0}` filled in. */
export function word(options, name, value = "") {
    return options.labels[name].replace("{0}", () => value);
}
