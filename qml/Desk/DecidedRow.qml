import QtQuick
import Doorstep.Style
import Doorstep.Layout
import Doorstep.Controls

// One decision that was taken: about whom, what stands, why, and who decided when. Nothing to tap.
Item {
    id: root

    required property string heading
    required property string about
    required property string stands
    required property string decision
    required property string who

    implicitHeight: column.implicitHeight + Style.gap12 * 2
    Accessible.role: Accessible.ListItem
    Accessible.name: about + ", " + heading + ", " + stands + ", " + who
    Accessible.description: decision

    VStack {
        id: column
        x: Style.gap16
        y: Style.gap12
        width: root.width - Style.gap16 * 2
        spacing: 0
        AppText { visible: root.about !== ""; role: AppText.Label; text: root.about; color: Style.ink2 }
        AppText { role: AppText.BodyBold; text: root.heading }
        AppText { text: root.stands }
        AppText { role: AppText.Label; text: root.decision }
        AppText { role: AppText.LabelBold; text: root.who }
    }
    Rectangle {
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom; leftMargin: Style.gap16 }
        height: Style.hairline
        color: Style.line
    }
}
