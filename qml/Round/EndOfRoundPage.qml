pragma ComponentBehavior: Bound
import QtQuick
import Doorstep.Style
import Doorstep.Controls

// Closing the round: visits not closed, the box balanced, the temperature, what is not yet at the
// practice, and "back safely". `open` visits: list of {visitId, name, text}.
// Signals: waste, giveBack, differenceEdited(text), temperatureEdited, temperatureAccepted,
// openVisit(visitId), sync(), toggleSafe(), act(noticeId), close(), back().
AppPage {
    id: root

    required property string roundName
    required property string roundWhen
    required property var openVisits // list, as above
    required property var lines // list model: see BalanceCard
    required property bool differs // a difference asks for its reason
    required property string difference
    required property string differenceError
    required property string temperatureText
    required property string temperatureTone
    required property string temperature
    required property string temperatureError
    required property string syncText
    required property string syncTone
    required property string syncIcon
    required property bool backSafely
    required property var notices // list: see NoticeList
    required property string closeText
    required property bool ready

    signal waste(string batchId, int by)
    signal giveBack(string batchId, int by)
    signal differenceEdited(string text)
    signal temperatureEdited(string text)
    signal temperatureAccepted()
    signal openVisit(string visitId)
    signal sync()
    signal toggleSafe()
    signal act(string noticeId)
    signal close()
    signal back()

    spacing: Style.gap16
    Keys.onEscapePressed: root.back()

    fixedTop: PageHeader {
        name: "end"
        width: root.width
        title: qsTr("End of round")
        subtitle: root.roundName + ", " + root.roundWhen
        onBack: root.back()
    }
    NoticeList {
        notices: root.notices
        onAct: noticeId => root.act(noticeId)
    }
    RowGroup {
        visible: root.openVisits.length > 0
        tone: "warn"
        padding: 2
        Repeater {
            id: rows
            model: root.openVisits
            delegate: ListRow {
                required property int index
                required property var modelData // an open visit, as above
                objectName: "open:" + modelData.visitId
                iconName: "clock"
                title: modelData.name
                under: modelData.text
                corner: Style.radiusCard
                last: index === rows.count - 1
                onClicked: root.openVisit(modelData.visitId)
            }
        }
    }
    BalanceCard {
        lines: root.lines
        onWaste: (batchId, by) => root.waste(batchId, by)
        onGiveBack: (batchId, by) => root.giveBack(batchId, by)
    }
    LabelledField {
        visible: root.differs
        name: "endDifference"
        label: qsTr("Why does it differ?")
        hint: qsTr("Count again first. The reason goes to the practice with the box.")
        value: root.difference
        error: root.differenceError
        multiline: true
        onEdited: text => root.differenceEdited(text)
    }
    TemperatureCard {
        lastText: root.temperatureText
        lastTone: root.temperatureTone
        typed: root.temperature
        error: root.temperatureError
        onEdited: text => root.temperatureEdited(text)
        onAccepted: root.temperatureAccepted()
    }
    SyncStrip {
        objectName: "endSync"
        text: root.syncText
        tone: root.syncTone
        iconName: root.syncIcon
        onClicked: root.sync()
    }
    Card {
        padding: Style.gap8
        CheckRow {
            objectName: "endSafe"
            text: qsTr("I am back safely")
            detail: qsTr("This ends your lone-worker watch.")
            ticked: root.backSafely
            onClicked: root.toggleSafe()
        }
    }
    fixedBottom: BottomBar {
        name: "end"
        width: root.width
        maxWidth: Style.columnMax + Style.gap32
        primaryText: root.closeText
        primaryIcon: "check"
        primaryReady: root.ready
        onPrimary: root.close()
    }
}
