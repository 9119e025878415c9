pragma ComponentBehavior: Bound
import QtQuick
import Doorstep.Style
import Doorstep.Layout
import Doorstep.Controls

// A long list inside a DeskPanel: only the rows in view exist. What stands above the rows (search, chips,
// the fact of an empty list) goes in `above` and scrolls with them. Up and Down move between rows.
ListView {
    id: root

    property alias above: topSlot.data
    property real margin: Style.gap16

    anchors.fill: parent
    clip: true
    boundsBehavior: Flickable.StopAtBounds
    cacheBuffer: 400
    header: Item {
        width: root.width
        height: topSlot.implicitHeight + (topSlot.implicitHeight > 0 ? Style.gap12 : 0)
        Component.onCompleted: topSlot.parent = this
    }
    footer: Item { // room to scroll the last row above the edge
        width: root.width
        height: Style.gap16
    }

    VStack {
        id: topSlot
        x: root.margin
        y: Style.gap4
        width: root.width - root.margin * 2
        spacing: Style.gap12
    }
    ScrollMark { view: root }
}
