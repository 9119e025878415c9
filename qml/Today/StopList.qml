pragma ComponentBehavior: Bound
import QtQuick
import Doorstep.Style
import Doorstep.Layout
import Doorstep.Controls

// The stops in order; a household is one row with its count. Roles: stopId, number, window, name,
// place, tags (see TagFlow), selected. Signal: open(stopId).
// Only the rows near what `view` shows are there, so a round of 300 stops scrolls like one of 20.
RowGroup {
    id: root

    required property var stops // list model with the roles above
    required property Flickable view // the column that scrolls the rows
    property bool plain: false // edge to edge in a pane

    // Rows come and go two or so at a time, out of sight: three steps before and after.
    readonly property real step: 160
    readonly property real shown: Math.floor((view.contentY - y - (parent?.y ?? 0)) / step) * step
    readonly property real from: shown - 3 * step
    readonly property real to: shown + view.height + 4 * step

    signal open(string stopId)

    radius: plain ? 0 : Style.radiusCard
    border.width: plain ? 0 : Style.hairline

    Repeater {
        id: rows
        model: root.stops
        delegate: RowRoom {
            id: room
            required property int index
            required property string stopId
            required property string number
            required property string window
            required property string name
            required property string place
            required property var tags // as in ListRow
            required property bool selected

            usualHeight: 120 * Style.textScale // three lines and tags, as nearly every stop has
            near: y > root.from && y < root.to

            row: ListRow {
                objectName: "stop:" + room.stopId
                number: room.number
                title: room.name
                over: room.window
                under: room.place
                tags: room.tags
                selected: room.selected
                last: room.index === rows.count - 1
                corner: root.plain ? 0 : Style.radiusCard
                onClicked: root.open(room.stopId)
            }
        }
    }
}
