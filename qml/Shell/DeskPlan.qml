import QtQuick
import Doorstep.App
import Doorstep.Desk

// Planning a round bound to its view-model: nothing but names on both sides.
PlanPage {
    id: root

    required property AppViewModel app
    readonly property PlanViewModel model: app.desk.plan

    objectName: "screen:plan"
    roundName: root.model.name
    day: root.model.day
    dayText: root.model.dayText
    days: root.model.days
    leavesAt: root.model.leavesAt
    leavesAtError: root.model.leavesAtError
    team: root.model.team
    teamText: root.model.teamText
    programmes: root.model.programmes
    programme: root.model.programme
    query: root.model.query
    filters: root.model.filters
    filter: root.model.filter
    chooseAllText: root.model.chooseAllText
    emptyFact: root.model.emptyFact
    due: root.model.due
    stops: root.model.stops
    stopCount: root.model.stopCount
    backBy: root.model.backBy
    stopTitle: root.model.stopTitle
    atStop: root.model.atStop
    forAll: root.model.forAll
    canMoveUp: root.model.canMoveUp
    canMoveDown: root.model.canMoveDown
    canUndoMove: root.model.canUndoMove
    load: root.model.load
    loadSum: root.model.loadSum
    tablets: root.model.tablets
    checks: root.model.checks
    sum: root.model.sum
    canGo: root.model.canGo
    sendText: root.model.sendText
    sendReady: root.model.sendReady
    busy: root.model.busy
    gap: root.model.gap
    sentText: root.model.sentText

    onProgrammeChosen: value => root.model.chooseProgramme(value)
    onQueryEdited: text => root.model.editQuery(text)
    onFilterChosen: value => root.model.chooseFilter(value)
    onPatientToggled: patientId => root.model.togglePatient(patientId)
    onChooseAllDue: root.model.chooseAllDue()
    onStopSelected: stopId => root.model.selectStop(stopId)
    onStopPlaced: (stopId, place) => root.model.placeStop(stopId, place)
    onMoveUp: root.model.moveUp()
    onMoveDown: root.model.moveDown()
    onUndoMove: root.model.undoMove()
    onProposeOrder: root.model.proposeOrder()
    onJobToggled: (patientId, job) => root.model.toggleJob(patientId, job)
    onJobToggledForAll: job => root.model.toggleJobForAll(job)
    onLoadLess: batchId => root.model.changeLoad(batchId, -1)
    onLoadMore: batchId => root.model.changeLoad(batchId, 1)
    onLoadNeeded: root.model.loadNeeded()
    onTabletChosen: deviceId => root.model.chooseTablet(deviceId)
    onNameEdited: text => root.model.editName(text)
    onDayChosen: day => root.model.chooseDay(day)
    onLeavesAtEdited: text => root.model.editLeavesAt(text)
    onTeamToggled: staffId => root.model.toggleTeam(staffId)
    onSend: root.model.send()
}
