pragma ComponentBehavior: Bound
import QtQuick
import Doorstep.Style
import Doorstep.Controls

// The stops in order. A stop is carried to another place by the grip at its end; a line shows where it will
// go, and the list moves on under a finger at its edge. Roles of the model: stopId, number, time, name,
// place, minutes, work, selected. Signals: stopSelected(stopId), stopPlaced(stopId, place) counted from 0.
DeskList {
    id: root

    required property int stopCount
    property bool gripped: false // a finger is on a grip: it does not scroll
    property real finger: 0 // y in the view of what carries a stop
    property int from: -1 // the stop being carried
    property int place: -1 // where it would go
    readonly property real edge: Style.gap48
    readonly property real last: originY + Math.max(0, contentHeight + bottomMargin - height)
    readonly property int drift: from < 0 ? 0 : finger < edge ? -1 : finger > height - edge ? 1 : 0
    readonly property var over: place < 0 ? null : itemAtIndex(place) // Item or null: the generated code of 6.4 cannot test a typed null

    signal stopSelected(string stopId)
    signal stopPlaced(string stopId, int place)

    function carry(index: int, sceneY: real): void {
        finger = mapFromItem(null, 0, sceneY).y;
        from = index;
        aim();
    }
    function aim(): void {
        const under = indexAt(width / 2, finger + contentY);
        place = under >= 0 ? under : finger + contentY < 0 ? 0 : count - 1;
    }
    function putDown(stopId: string, kept: bool): void {
        const to = place;
        const moved = kept && to >= 0 && to !== from;
        from = -1;
        place = -1;
        if (moved)
            stopPlaced(stopId, to);
    }

    cacheBuffer: 6000 // a round is walked in a day: a stop that is carried far stays in being
    interactive: !gripped
    onContentYChanged: if (from >= 0) aim()
    above: EmptyState {
        visible: root.stopCount === 0
        border.width: 0
        fact: qsTr("No stop yet.")
        nextStep: qsTr("Choose patients. People at one door become one stop.")
        iconName: "house"
    }
    delegate: PlanStopRow {
        id: row
        required property string stopId
        required property int index
        objectName: "planStop:" + stopId
        width: ListView.view.width
        lifted: root.from === index
        z: lifted ? 2 : 1
        onClicked: root.stopSelected(stopId)
        onGrippedChanged: root.gripped = gripped
        onCarried: sceneY => root.carry(index, sceneY)
        onPutDown: kept => root.putDown(stopId, kept)
    }

    Rectangle {
        objectName: "planDropLine"
        visible: root.over !== null && root.place !== root.from
        x: Style.gap16
        y: root.over ? root.over.y + (root.place > root.from ? root.over.height : 0) - height / 2 : 0
        z: 3
        width: root.width - Style.gap16 * 2
        height: 4
        radius: 2
        color: Style.brand
    }
    Timer {
        interval: 16
        repeat: true
        running: root.drift !== 0
        onTriggered: root.contentY = Math.max(root.originY, Math.min(root.last, root.contentY + root.drift * 8))
    }
}
