import QtQuick
import Doorstep.App
import Doorstep.Visit

// Visit bound to its view-model, with its two sheets over it.
VisitPage {
    id: root

    required property AppViewModel app
    readonly property VisitViewModel model: app.visit

    objectName: "screen:visit"
    patient: root.model.patient
    members: root.model.members
    helpsHeading: root.model.helpsHeading
    helps: root.model.helps
    ways: root.model.ways
    keySafe: root.model.keySafe
    keyCode: root.model.keyCode
    jobs: root.model.jobs
    jobsFact: root.model.jobsFact
    notices: root.model.notices
    added: root.model.added
    primaryText: root.model.primaryText
    primaryReady: root.model.primaryReady
    toastText: root.app.lastSave.toastText
    canUndo: root.app.lastSave.canUndo
    offersPhoto: false
    modal: root.app.outcome.open || root.app.followUp.open

    onBack: root.app.back()
    onChooseMember: visitId => root.model.show(visitId, true)
    onOpenJob: jobKey => root.model.openJob(jobKey)
    onUndoJob: jobKey => root.model.undoJob(jobKey)
    onShowCode: root.model.showCode()
    onAddNote: root.app.go("note")
    onAddPressure: root.model.addPressure()
    onAddObservations: root.model.addObservations()
    onAddFollowUp: root.app.followUp.show()
    onOpenOutcome: root.app.outcome.show()
    onPrimary: root.model.primary()
    onAct: noticeId => root.model.act(noticeId)
    onUndo: root.app.lastSave.undo()
    onToastGone: root.app.lastSave.toastGone()

    overlay: [
        OutcomeSheet {
            readonly property OutcomeViewModel model: root.app.outcome
            open: model.open
            outcomes: model.outcomes
            outcome: model.outcome
            reasonsHeading: model.reasonsHeading
            reasons: model.reasons
            reason: model.reason
            offersCard: model.offersCard
            cardLeft: model.cardLeft
            cardDetail: model.cardDetail
            retryHeading: model.retryHeading
            retries: model.retries
            days: model.days
            retry: model.retry
            noteLabel: model.noteLabel
            note: model.note
            fact: model.fact
            saveText: model.saveText
            saveReady: model.saveReady
            onChooseOutcome: value => model.chooseOutcome(value)
            onChooseReason: value => model.chooseReason(value)
            onToggleCard: model.toggleCard()
            onChooseRetry: value => model.chooseRetry(value)
            onNoteEdited: text => model.editNote(text)
            onPrimary: model.save()
            onClose: model.close()
        },
        FollowUpSheet {
            readonly property FollowUpViewModel model: root.app.followUp
            open: model.open
            tasks: model.tasks
            task: model.task
            owners: model.owners
            owner: model.owner
            dues: model.dues
            days: model.days
            due: model.due
            note: model.note
            saveText: model.saveText
            saveReady: model.saveReady
            onChooseTask: value => model.chooseTask(value)
            onChooseOwner: value => model.chooseOwner(value)
            onChooseDue: value => model.chooseDue(value)
            onNoteEdited: text => model.editNote(text)
            onPrimary: model.save()
            onClose: model.close()
        }
    ]
}
