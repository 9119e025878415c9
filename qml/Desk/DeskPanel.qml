import QtQuick
import Doorstep.Style
import Doorstep.Layout
import Doorstep.Controls

// One panel of a desk page: a heading that stays, one scrolling column, a foot that stays. A panel whose
// content is one long list puts a DeskList in `list` and its controls in that list.
// `narrow` keeps a panel at that width and gives the rest to the others. Signal: action().
Rectangle {
    id: root

    required property string name
    required property string title
    property string fact
    property string actionText
    property string actionName
    property real narrow: 0
    property alias foot: footSlot.data
    readonly property alias footing: footSlot
    property alias list: listSlot.data
    default property alias content: scroll.content
    readonly property var row: parent // a PanelRow once shown; the generated code of 6.4 cannot test a typed null
    readonly property bool hasList: listSlot.children.length > 0
    readonly property alias scroll: scroll

    signal action()

    visible: !row || row.together || row.current === name
    implicitWidth: narrow > 0 && row && row.together ? Math.min(narrow * Style.textScale, row.mostOfOne) : 0
    Stack.fill: implicitWidth === 0
    Stack.stretch: true
    radius: Style.radiusCard
    color: Style.surface
    border.width: Style.hairline
    border.color: Style.line
    Accessible.role: Accessible.Pane
    Accessible.name: title

    SectionHeading {
        id: heading
        x: Style.gap16
        y: Style.gap12
        width: parent.width - Style.gap16 * 2
        text: root.title
        fact: root.actionText === "" ? root.fact : ""
        actionText: root.actionText
        actionName: root.actionName
        onAction: root.action()
    }
    ScrollColumn {
        id: scroll
        visible: !root.hasList
        anchors { left: parent.left; right: parent.right; top: heading.bottom; bottom: footSlot.top; topMargin: Style.gap8 }
        margin: Style.gap16
        topMarginOf: Style.gap4
    }
    Item {
        id: listSlot
        visible: root.hasList
        anchors { fill: scroll; leftMargin: 1; rightMargin: 1 }
    }
    VStack {
        id: footSlot
        x: Style.gap16
        width: parent.width - Style.gap16 * 2
        anchors.bottom: parent.bottom
        anchors.bottomMargin: children.length > 0 ? Style.gap12 : 1
        spacing: Style.gap8
    }
}
