.pragma library
// What a screen reader says for a part made of several texts: those that are not empty, in order.
function list(parts) {
    return parts.filter(Boolean).join(", ");
}
function tags(parts) {
    return list(parts.map(tag => tag.text));
}
