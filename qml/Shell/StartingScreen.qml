import QtQuick
import Doorstep.App
import Doorstep.Style
import Doorstep.Controls

// The moment before the store is known: words, no spinner.
AppPage {
    id: root

    required property AppViewModel app

    objectName: "screen:starting"

    AppText {
        role: AppText.Display
        text: qsTr("Doorstep")
        topPadding: Style.gap48
        horizontalAlignment: Text.AlignHCenter
    }
    AppText {
        text: qsTr("Looking for this device's records")
        color: Style.ink2
        horizontalAlignment: Text.AlignHCenter
    }
}
