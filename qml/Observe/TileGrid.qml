pragma ComponentBehavior: Bound
import QtQuick
import Doorstep.Style
import Doorstep.Layout
import Doorstep.Controls

// The other values, three across (two on a small phone, one at large text). Roles: key, label, value, unit, status.
// Signals: choose(key), entered(tile).
CellGrid {
    id: root

    required property var tiles // list model with the roles above
    required property string activeKey

    signal choose(string key)
    signal entered(Item tile) // the value now typed: keep it in view

    columns: Style.large ? 1 : width < Style.narrow ? 2 : 3
    columnSpacing: Style.gap8
    spacing: Style.gap8

    Repeater {
        model: root.tiles
        delegate: MeasureTile {
            required property string key
            objectName: "tile:" + key
            active: root.activeKey === key
            onClicked: root.choose(key)
            onActiveChanged: if (active) root.entered(this)

            required label
            required value
            required unit
            required status
        }
    }
}
