pragma ComponentBehavior: Bound
import QtQuick
import Doorstep.Style
import Doorstep.Controls

// An authority to read and sign. The button signs only after the last line was on screen.
// `lines`: list of {iconName, lead, strong}. Signals: readOn() once at the end, primary() signs, close().
Sheet {
    id: root

    required property var lines // list, as above
    required property bool readToTheEnd

    signal readOn()

    name: "reading"
    bar.primaryText: readToTheEnd ? qsTr("Sign %1").arg(title) : qsTr("Read to the end to sign")
    bar.primaryIcon: "pencil"
    bar.primaryReady: readToTheEnd
    onSeenWholeChanged: if (seenWhole) root.readOn()
    onOpenChanged: if (open && seenWhole) root.readOn()

    Repeater {
        model: root.lines
        delegate: IconLine {
            required property var modelData // one of lines, as above
            iconName: modelData.iconName
            lead: modelData.lead
            strong: modelData.strong
            iconColor: Style.brand
        }
    }
}
