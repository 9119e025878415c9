pragma ComponentBehavior: Bound
import QtQuick
import Doorstep.Controls

// What is not the next visit: box check, records, end of round, settings, lock. Signal: go(screen).
Sheet {
    id: root

    signal go(string screen)

    name: "menu"
    title: qsTr("More")

    RowGroup {
        border.width: 0
        MenuRow { screen: "beforeYouGo"; title: qsTr("Before you go"); under: qsTr("Box, temperature, kit, authorities"); iconName: "box" }
        MenuRow { screen: "sync"; title: qsTr("Where your records are"); iconName: "device" }
        MenuRow { screen: "endOfRound"; title: qsTr("End of round"); under: qsTr("Count the box and close"); iconName: "flag" }
        MenuRow { screen: "settings"; title: qsTr("Settings"); under: qsTr("Text size, theme, storage"); iconName: "settings" }
        MenuRow { screen: "unlock"; title: qsTr("Lock this device"); iconName: "lock"; last: true }
    }

    component MenuRow: ListRow {
        required property string screen
        objectName: "menu:" + screen
        onClicked: root.go(screen)
    }
}
