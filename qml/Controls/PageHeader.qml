import QtQuick
import Doorstep.Style
import Doorstep.Layout

// The top of a page without an open patient: back (optional), title, one second line, one tool.
// Signals: back(), tool(). Never dark blue: that colour says a patient is open.
Rectangle {
    id: root

    required property string name
    required property string title
    property string subtitle
    property bool canGoBack: true
    property string toolIcon
    property string toolText

    signal back()
    signal tool()

    color: Style.surface
    implicitHeight: row.implicitHeight + Style.gap8 * 2 + Style.insetTop

    HStack {
        id: row
        x: root.canGoBack ? Style.gap4 : Style.gap16
        y: Style.insetTop + Style.gap8
        width: root.width - x - Style.gap8
        spacing: Style.gap4

        IconButton {
            objectName: root.name + "Back"
            visible: root.canGoBack
            text: qsTr("Back")
            iconName: "chevronLeft"
            Stack.top: true
            onClicked: root.back()
        }
        VStack {
            Stack.fill: true
            spacing: 0
            AppText {
                role: AppText.Title
                text: root.title
                Accessible.role: Accessible.Heading
                Accessible.name: text
            }
            AppText {
                visible: root.subtitle !== ""
                role: AppText.Label
                text: root.subtitle
                color: Style.ink2
            }
        }
        IconButton {
            objectName: root.name + "Tool"
            visible: root.toolIcon !== ""
            text: root.toolText
            iconName: root.toolIcon === "" ? "menu" : root.toolIcon
            Stack.top: true
            onClicked: root.tool()
        }
    }
    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: Style.hairline
        color: Style.line
    }
}
