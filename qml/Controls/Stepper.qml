import QtQuick
import Doorstep.Style
import Doorstep.Layout

// A small whole number counted by hand, such as doses: minus, the number, plus, all 48 dp. The number is
// the view-model's. Signals: less(), more(). Buttons are named "<name>Less" and "<name>More".
HStack {
    id: root

    required property string name
    required property string label // what is counted, for screen readers
    required property string value
    property bool canLess: true
    property bool canMore: true

    signal less()
    signal more()

    spacing: Style.gap4

    StepKey {
        objectName: root.name + "Less"
        iconName: "minus"
        text: qsTr("One less: %1").arg(root.label)
        enabled: root.canLess
        onClicked: root.less()
    }
    Item {
        implicitWidth: Math.max(44, count.implicitWidth)
        implicitHeight: count.implicitHeight
        AppText {
            id: count
            anchors.centerIn: parent
            role: AppText.Value
            text: root.value
        }
    }
    StepKey {
        objectName: root.name + "More"
        iconName: "plus"
        text: qsTr("One more: %1").arg(root.label)
        enabled: root.canMore
        onClicked: root.more()
    }

    component StepKey: Tappable {
        id: key
        required property string iconName
        opacity: enabled ? 1 : 0.45
        background: Rectangle {
            radius: Style.radiusControl
            color: key.down ? Style.brandTint : Style.surface
            border.width: Style.edgeWidth
            border.color: key.enabled ? Style.brand : Style.edge
            FocusRing { shown: key.visualFocus }
        }
        contentItem: Item {
            implicitWidth: 24
            implicitHeight: 24
            AppIcon {
                anchors.centerIn: parent
                name: key.iconName
                color: key.enabled ? Style.brand : Style.ink2
            }
        }
    }
}
