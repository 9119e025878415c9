import QtQuick
import Doorstep.Style
import Doorstep.Layout
import Doorstep.Controls

// The vaccinator's home: the round, the next stop large, the rest as a list.
// `next`: null, or {label, window, address, household, people, tags} (see NextStopCard).
// pane: the left pane of a tablet, where the list carries the next stop and the detail pane the button.
// Signals carry ids; go(screen) leaves for a page without a patient.
AppPage {
    id: root

    required property string roundName
    required property string roundWhen
    required property string doneText
    required property string dosesText
    required property var segments // see RoundProgress
    required property real share
    required property string tallyText
    required property string temperatureText
    required property string syncText
    required property string syncTone
    required property string syncIcon
    required property var next // null or the next stop, as above
    required property var stops // list model: see StopList
    required property string startText // "Start stop 8", "Close the round", "" for none
    property string doneAction // "Show 7 done"
    property var notices: [] // see NoticeList: what stands before the round can start
    property string emptyFact
    property string emptyNext
    property string emptyAction
    property string emptyIcon: "calendar"
    property string emptyTone: "neutral"
    property string toastText
    property bool canUndo: false
    property bool pane: false
    property bool menuOpen: false

    signal start()
    signal openStop(string stopId)
    signal openJob(string visitId, string key)
    signal find()
    signal toggleDone()
    signal act(string noticeId)
    signal emptyAct()
    signal go(string screen)
    signal undo()
    signal toastGone()

    modal: menuOpen
    margin: pane ? 0 : width >= 600 ? Style.gap24 : Style.gap16

    fixedTop: RoundSummary {
        width: root.width
        roundName: root.roundName
        roundWhen: root.roundWhen
        doneText: root.doneText
        dosesText: root.dosesText
        segments: root.segments
        share: root.share
        tallyText: root.tallyText
        temperatureText: root.temperatureText
        syncText: root.syncText
        syncTone: root.syncTone
        syncIcon: root.syncIcon
        onMenu: root.menuOpen = true
        onSync: root.go("sync")
    }
    Item {
        visible: root.notices.length > 0
        implicitHeight: notices.implicitHeight + (root.pane ? Style.gap8 : 0)
        NoticeList {
            id: notices
            x: root.pane ? Style.gap16 : 0
            width: parent.width - x * 2
            notices: root.notices
            onAct: noticeId => root.act(noticeId)
        }
    }
    NextStopCard {
        visible: root.next !== null && !root.pane
        label: root.next?.label ?? ""
        window: root.next?.window ?? ""
        address: root.next?.address ?? ""
        household: root.next?.household ?? ""
        people: root.next?.people ?? []
        tags: root.next?.tags ?? []
        onOpenJob: (visitId, key) => root.openJob(visitId, key)
    }
    EmptyState {
        visible: root.emptyFact !== ""
        fact: root.emptyFact
        nextStep: root.emptyNext
        iconName: root.emptyIcon
        iconTone: root.emptyTone
        actionText: root.emptyAction
        actionName: "todayEmptyAction"
        onAct: root.emptyAct()
    }
    SectionHeading {
        visible: list.visible && !root.pane
        text: qsTr("Then")
        actionText: root.doneAction
        actionName: "todayShowDone"
        Stack.before: Style.gap16
        onAction: root.toggleDone()
    }
    StopList {
        id: list
        visible: root.emptyFact === ""
        stops: root.stops
        view: root.scroll
        plain: root.pane
        onOpen: stopId => root.openStop(stopId)
    }
    fixedBottom: BottomBar {
        name: "today"
        width: root.width
        primaryText: root.pane ? "" : root.startText
        primaryIcon: "arrowRight"
        primaryIconAfter: true
        secondaryText: root.pane ? qsTr("Find a patient") : qsTr("Find")
        secondaryIcon: "search"
        stacked: !root.pane
        onPrimary: root.start()
        onSecondary: root.find()
    }
    toast: Toast {
        text: root.toastText
        canUndo: root.canUndo
        onUndo: root.undo()
        onDone: root.toastGone()
    }
    overlay: TodayMenu {
        open: root.menuOpen
        onClose: root.menuOpen = false
        onGo: screen => {
            root.menuOpen = false;
            root.go(screen);
        }
    }
}
