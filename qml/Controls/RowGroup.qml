import QtQuick

// A card that holds ListRows edge to edge.
Card {
    padding: 1
    spacing: 0
}
