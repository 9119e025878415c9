import QtQuick
import Doorstep.Style
import Doorstep.Layout
import Doorstep.Controls

// A long list inside a DeskPanel: only the rows in view exist. What stands above the rows (search, chips,
// the fact of an empty list) goes in `above` and scrolls with them. Up and Down move between rows.
// Without the Bound pragma: a ListView of 6.4 makes neither header nor footer from a bound component.
ListView {
    id: root

    property alias above: topSlot.data
    property real margin: Style.gap16
    property bool atStart: true // until somebody scrolls: `above` may still grow
    readonly property alias head: topSlot

    anchors.fill: parent
    clip: true
    boundsBehavior: Flickable.StopAtBounds
    cacheBuffer: 400
    currentIndex: -1 // a current row takes the focus when rows come and go, from the search field too
    header: DeskListHead {}
    bottomMargin: Style.gap16 // room to scroll the last row above the edge
    onMovementEnded: atStart = atYBeginning
    onModelChanged: {
        atStart = true;
        settle.restart();
    }

    VStack {
        id: topSlot
        x: root.margin
        y: Style.gap4
        width: root.width - root.margin * 2
        spacing: Style.gap12
        onImplicitHeightChanged: settle.restart()
    }
    Timer { // once the rows are laid out again
        id: settle
        interval: 0
        onTriggered: if (root.atStart) root.positionViewAtBeginning()
    }
    ScrollMark { view: root }
}
