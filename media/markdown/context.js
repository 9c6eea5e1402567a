export function element(name, className) {
    const made = document.createElement(name);
    if (className)
        made.className = className;
    return made;
}
