pragma ComponentBehavior: Bound
import QtQuick
import Doorstep.Style
import Doorstep.Controls

// Plan a round: choose who is visited and what is done, put the stops in order, load the box, see what is
// missing, send. Roles of `due`: patientId, name, under, reason, chosen. Roles of `stops`: see PlanStops.
// Roles of `load`: batchId, product, batch, stock, doses. Signals: programmeChosen, queryEdited,
// filterChosen, patientToggled, chooseAllDue, stopSelected, stopPlaced(stopId, place), moveUp, moveDown,
// undoMove, proposeOrder, jobToggled(patientId, job), jobToggledForAll(job),
// loadLess(batchId), loadMore(batchId), loadNeeded, tabletChosen, nameEdited, dayChosen, leavesAtEdited,
// teamToggled, send.
DeskPage {
    id: root

    required property string roundName
    required property string day // ISO
    required property string dayText
    required property var days // list of {value, text}
    required property string leavesAt
    required property string leavesAtError
    required property var team // list of {value, text, detail, chosen}
    required property string teamText
    required property var programmes // list of {value, text}
    required property string programme
    required property string query
    required property var filters // list of {value, text}
    required property string filter
    required property string chooseAllText // "" when there is nobody to add
    required property string emptyFact
    required property var due // list model with the roles above
    required property var stops // list model with the roles above
    required property int stopCount
    required property string backBy
    required property string stopTitle
    required property var atStop // list of {patientId, name, jobs}; jobs as forAll
    required property var forAll // list of {value, text, detail, chosen}
    required property bool canMoveUp
    required property bool canMoveDown
    required property bool canUndoMove
    required property var load // list model with the roles above
    required property string loadSum
    required property var tablets // list of {value, text, detail, chosen}
    required property var checks // list of {text, iconName, tone}
    required property string sum
    required property string canGo
    required property string sendText
    required property bool sendReady
    required property bool busy
    required property string gap // where the first missing thing is put right: due, jobs, round, load, tablet
    required property string sentText
    property bool detailsOpen: false
    property bool jobsOpen: false
    readonly property bool headFits: width >= 900 * Style.textScale

    signal programmeChosen(string value)
    signal queryEdited(string text)
    signal filterChosen(string value)
    signal patientToggled(string patientId)
    signal chooseAllDue()
    signal stopSelected(string stopId)
    signal stopPlaced(string stopId, int place)
    signal moveUp()
    signal moveDown()
    signal undoMove()
    signal proposeOrder()
    signal jobToggled(string patientId, string job)
    signal jobToggledForAll(string job)
    signal loadLess(string batchId)
    signal loadMore(string batchId)
    signal loadNeeded()
    signal tabletChosen(string deviceId)
    signal nameEdited(string text)
    signal dayChosen(string day)
    signal leavesAtEdited(string text)
    signal teamToggled(string staffId)
    signal send()

    function showGap(): void {
        detailsOpen = gap === "round";
        jobsOpen = gap === "jobs";
        if (gap === "due")
            currentPanel = "due";
        else if (gap === "load" || gap === "tablet")
            currentPanel = "check";
    }

    name: "plan"
    title: qsTr("Plan a round")
    fact: root.sentText
    currentPanel: "due"
    modal: root.detailsOpen || root.jobsOpen
    head: PlanHead {
        visible: root.headFits
        dayText: root.dayText
        teamText: root.teamText
        leavesAt: root.leavesAt
        onAsked: root.detailsOpen = true
    }

    DeskPanel {
        name: "due"
        title: qsTr("Patients due")
        actionText: root.chooseAllText
        actionName: "planChooseAll"
        onAction: root.chooseAllDue()
        list: DeskList {
            model: root.due
            above: PlanDueTop {
                programmes: root.programmes
                programme: root.programme
                query: root.query
                filters: root.filters
                filter: root.filter
                emptyFact: root.emptyFact
                onProgrammeChosen: value => root.programmeChosen(value)
                onQueryEdited: text => root.queryEdited(text)
                onFilterChosen: value => root.filterChosen(value)
            }
            delegate: PlanDueRow {
                required property string patientId
                objectName: "due:" + patientId
                width: ListView.view.width
                onClicked: root.patientToggled(patientId)
            }
        }
    }
    DeskPanel {
        id: stopsPanel
        name: "stops"
        title: qsTr("Stops in order")
        actionText: root.canUndoMove ? qsTr("Undo move") : ""
        actionName: "planUndoMove"
        onAction: root.undoMove()
        list: PlanStops {
            id: stopList
            model: root.stops
            stopCount: root.stopCount
            onStopSelected: stopId => root.stopSelected(stopId)
            onStopPlaced: (stopId, place) => root.stopPlaced(stopId, place)
        }
        foot: PlanOrder {
            parent: Style.large ? stopList.head : stopsPanel.footing // large text: it scrolls with the stops
            visible: root.stopCount > 0
            backBy: root.backBy
            canMoveUp: root.canMoveUp
            canMoveDown: root.canMoveDown
            onMoveUp: root.moveUp()
            onMoveDown: root.moveDown()
            onPropose: root.proposeOrder()
            onJobsAsked: root.jobsOpen = true
        }
    }
    DeskPanel {
        name: "check"
        title: qsTr("Box and tablet")
        narrow: 316

        PlanLoad {
            load: root.load
            loadSum: root.loadSum
            canLoadNeeded: root.stopCount > 0
            onLess: batchId => root.loadLess(batchId)
            onMore: batchId => root.loadMore(batchId)
            onNeeded: root.loadNeeded()
        }
        PlanChecks {
            tablets: root.tablets
            checks: root.checks
            onTabletChosen: deviceId => root.tabletChosen(deviceId)
        }
    }
    bar: BottomBar {
        name: "plan"
        width: root.width
        stacked: false
        note: Style.large ? root.canGo : root.sum + ". " + root.canGo
        primaryText: root.sendText
        primaryIcon: "arrowRight"
        primaryIconAfter: true
        primaryReady: root.sendReady
        busy: root.busy
        busyText: qsTr("Saving the round")
        secondaryText: root.headFits ? "" : qsTr("Round details")
        onPrimary: root.sendReady ? root.send() : root.showGap()
        onSecondary: root.detailsOpen = true
    }
    overlay: [
        PlanSheet {
            open: root.detailsOpen
            roundName: root.roundName
            day: root.day
            days: root.days
            leavesAt: root.leavesAt
            leavesAtError: root.leavesAtError
            team: root.team
            onNameEdited: text => root.nameEdited(text)
            onDayChosen: day => root.dayChosen(day)
            onLeavesAtEdited: text => root.leavesAtEdited(text)
            onTeamToggled: staffId => root.teamToggled(staffId)
            onPrimary: root.detailsOpen = false
            onClose: root.detailsOpen = false
        },
        PlanJobs {
            open: root.jobsOpen
            stopTitle: root.stopTitle
            atStop: root.atStop
            forAll: root.forAll
            onJobToggled: (patientId, job) => root.jobToggled(patientId, job)
            onJobToggledForAll: job => root.jobToggledForAll(job)
            onPrimary: root.jobsOpen = false
            onClose: root.jobsOpen = false
        }
    ]
}
