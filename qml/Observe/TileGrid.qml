pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Doorstep.Style
import Doorstep.Controls

// The other values, three across (two at large text). Roles: key, label, value, unit, status.
// Signal: choose(key).
GridLayout {
    id: root

    required property var tiles // list model with the roles above
    required property string activeKey

    signal choose(string key)

    columns: Style.large ? 1 : 3
    columnSpacing: Style.gap8
    rowSpacing: Style.gap8
    Layout.fillWidth: true

    Repeater {
        model: root.tiles
        delegate: MeasureTile {
            required property string key
            objectName: "tile:" + key
            active: root.activeKey === key
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            Layout.fillHeight: true
            onClicked: root.choose(key)

            required label
            required value
            required unit
            required status
        }
    }
}
