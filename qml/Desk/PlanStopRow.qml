import QtQuick
import Doorstep.Style
import Doorstep.Layout
import Doorstep.Controls

// One stop of a round being planned: number, time, who, where, what is done, how long. Selected: the
// buttons move it. The grip carries it: for a finger or a mouse, and not in the way of keys and screen
// readers, which have the buttons. Signals: carried(sceneY), putDown(kept).
Tappable {
    id: root

    required property string number
    required property string time
    required property string name
    required property string place
    required property string minutes
    required property string work
    required property bool selected
    property bool lifted: false
    readonly property bool gripped: point.active

    signal carried(real sceneY)
    signal putDown(bool kept)

    text: qsTr("Stop %1").arg(number) + ", " + time + ", " + name + ", " + place + ", " + work + ", " + minutes
    implicitHeight: Math.max(64, implicitContentHeight + topPadding + bottomPadding)
    leftPadding: Style.gap16
    rightPadding: 0
    topPadding: Style.gap8
    bottomPadding: Style.gap8
    Accessible.role: Accessible.ListItem
    Accessible.selected: selected

    background: Rectangle {
        color: root.lifted || root.selected || root.down ? Style.brandTint : "transparent"
        border.width: root.lifted ? Style.chosenWidth : 0
        border.color: Style.brand
        Rectangle {
            visible: root.selected
            width: 6
            height: parent.height
            color: Style.brand
        }
        Rectangle {
            anchors { left: parent.left; right: parent.right; bottom: parent.bottom; leftMargin: Style.gap16; rightMargin: Style.gap16 }
            height: Style.hairline
            color: Style.line
        }
        FocusRing { shown: root.visualFocus; anchors.margins: 0 }
    }
    contentItem: HStack {
        spacing: Style.gap12
        AppText {
            role: AppText.Head
            text: root.number
            Stack.top: Style.large
        }
        VStack {
            Stack.fill: true
            spacing: 0
            AppText {
                role: AppText.BodyBold
                text: root.name
            }
            AppText {
                role: AppText.Label
                text: root.place
                color: Style.ink2
            }
            AppText {
                role: AppText.LabelBold
                text: root.work
            }
            AppText { // large text: under the name instead of a narrow column
                visible: Style.large
                role: AppText.Label
                text: root.time + ", " + root.minutes
            }
        }
        VStack {
            visible: !Style.large
            spacing: 0
            AppText {
                role: AppText.LabelBold
                text: root.time
                horizontalAlignment: Text.AlignRight
            }
            AppText {
                role: AppText.Label
                text: root.minutes
                color: Style.ink2
                horizontalAlignment: Text.AlignRight
            }
        }
        Item {
            objectName: root.objectName + "Grip"
            implicitWidth: Style.target
            implicitHeight: Style.target
            Stack.stretch: true
            AppIcon {
                anchors.centerIn: parent
                name: "grip"
                size: 24
                color: Style.ink2
            }
            HoverHandler { cursorShape: root.lifted ? Qt.ClosedHandCursor : Qt.OpenHandCursor }
            PointHandler { // before the first move: the list would take the finger for its own
                id: point
            }
            DragHandler {
                target: null
                xAxis.enabled: false
                grabPermissions: PointerHandler.CanTakeOverFromAnything
                onActiveChanged: if (active) root.carried(centroid.scenePosition.y)
                onCentroidChanged: if (active) root.carried(centroid.scenePosition.y)
                onGrabChanged: transition => {
                    if (transition === PointerDevice.UngrabExclusive)
                        root.putDown(true);
                }
                onCanceled: root.putDown(false)
            }
        }
    }
}
