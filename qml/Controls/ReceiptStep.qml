import QtQuick
import Doorstep.Style
import Doorstep.Layout

// One step of the ladder "where your records are": round icon, words, count, and the line to the next.
HStack {
    id: root

    required property string stage
    required property string text
    required property string count
    property bool current: false
    property bool linked: true

    readonly property bool settled: stage === "safe" || stage === "exported"

    spacing: Style.gap12
    Accessible.role: Accessible.ListItem
    Accessible.name: text + ": " + count

    Rectangle {
        implicitWidth: 32
        implicitHeight: 32
        radius: 16
        color: root.current ? Style.brand : root.settled ? Style.okTint : root.stage === "held" ? Style.warnTint : Style.sunk
        AppIcon {
            anchors.centerIn: parent
            implicitWidth: 20
            name: root.stage === "device" ? "device" : root.stage === "practice" ? "building"
                : root.stage === "safe" ? "shield" : root.stage === "exported" ? "upload" : "pause"
            color: root.current ? Style.brandFg : root.settled ? Style.okInk : root.stage === "held" ? Style.warnInk : Style.ink
        }
        Rectangle {
            visible: root.linked
            anchors { top: parent.bottom; horizontalCenter: parent.horizontalCenter }
            width: 2
            height: root.height - 32 + Style.gap16
            color: Style.edge
        }
    }
    AppText {
        role: root.current ? AppText.BodyBold : AppText.Body
        text: root.text
        Stack.fill: true
    }
    AppText {
        role: AppText.Head
        text: root.count
    }
}
