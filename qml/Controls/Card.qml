import QtQuick
import Doorstep.Style
import Doorstep.Layout

// A surface with a 1 dp line, or a tone ("adj", "stop", "warn", "brand") with a 2 dp edge of it.
// Children stack in a column with 16 dp around, each as wide as the card.
Rectangle {
    id: root

    property string tone: "neutral"
    property bool next: false // 2 dp brand edge: what to do now
    property real padding: Style.gap16
    property real spacing: Style.gap8
    readonly property bool toned: tone !== "neutral"
    default property alias content: column.data

    implicitWidth: column.implicitWidth + padding * 2
    implicitHeight: column.implicitHeight + padding * 2
    radius: Style.radiusCard
    color: toned ? Style.tint(tone) : Style.surface
    border.width: toned || next ? Style.edgeWidth : Style.hairline
    border.color: toned ? Style.toneEdge(tone) : next ? Style.brand : Style.line

    VStack {
        id: column
        x: root.padding
        y: root.padding
        width: root.width - root.padding * 2
        spacing: root.spacing
    }
}
