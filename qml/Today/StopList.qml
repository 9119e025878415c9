pragma ComponentBehavior: Bound
import QtQuick
import Doorstep.Style
import Doorstep.Controls

// The stops in order; a household is one row with its count. Roles: stopId, number, window, name,
// place, tags (see TagFlow), selected. Signal: open(stopId).
RowGroup {
    id: root

    required property var stops // list model with the roles above
    property bool plain: false // edge to edge in a pane

    signal open(string stopId)

    radius: plain ? 0 : Style.radiusCard
    border.width: plain ? 0 : Style.hairline

    Repeater {
        id: rows
        model: root.stops
        delegate: ListRow {
            required property int index
            required property string stopId
            required property string window
            required property string name
            required property string place
            objectName: "stop:" + stopId
            title: name
            over: window
            under: place
            last: index === rows.count - 1
            corner: root.plain ? 0 : Style.radiusCard
            onClicked: root.open(stopId)

            required number
            required tags
            required selected
        }
    }
}
