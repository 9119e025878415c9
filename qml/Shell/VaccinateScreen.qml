import QtQuick
import Doorstep.App
import Doorstep.Controls
import Doorstep.Vaccinate

// Vaccinate bound to its view-model, with its three sheets over it.
VaccinatePage {
    id: root

    required property AppViewModel app
    readonly property VaccinateViewModel model: app.vaccinate

    objectName: "screen:vaccinate"
    patient: root.model.patient
    helps: root.model.helps
    phase: root.model.phase
    askHeading: root.model.askHeading
    identity: root.model.identity
    questionsLead: root.model.questionsLead
    questions: root.model.questions
    consentAsk: root.model.consentAsk
    clearText: root.model.clearText
    differentText: root.model.differentText
    checkedHeading: root.model.checkedHeading
    checkedLines: root.model.checkedLines
    consent: root.model.consent
    askNotices: root.model.askNotices
    doses: root.model.doses
    offers: root.model.offers
    authorityLead: root.model.authorityLead
    authorityTail: root.model.authorityTail
    authorityNotices: root.model.authorityNotices
    saveText: root.model.saveText
    saveReady: root.model.saveReady
    modal: root.model.consentSheet.open || root.model.batchSheet.open || root.model.reasonOpen

    onBack: root.app.back()
    onAllClear: root.model.allClear()
    onDifferent: root.model.different()
    onAnswer: (questionId, value) => root.model.answer(questionId, value)
    onChangeAnswers: root.model.changeAnswers()
    onChangeConsent: root.model.changeConsent()
    onChangeVaccine: doseId => root.model.changeVaccine(doseId)
    onScanBatch: doseId => root.model.changeVaccine(doseId)
    onChooseSite: (doseId, value) => root.model.chooseSite(doseId, value)
    onRemoveDose: doseId => root.model.removeDose(doseId)
    onAddDose: value => root.model.addDose(value)
    onAct: noticeId => root.model.act(noticeId)
    onSave: root.model.save()

    overlay: [
        ConsentSheet {
            readonly property ConsentViewModel model: root.model.consentSheet
            open: model.open
            givers: model.givers
            giver: model.giver
            nameLabel: model.nameLabel
            giverName: model.giverName
            nameError: model.nameError
            basisLabel: model.basisLabel
            basis: model.basis
            saveText: model.saveText
            saveReady: model.saveReady
            onChooseGiver: value => model.chooseGiver(value)
            onNameEdited: text => model.editName(text)
            onBasisEdited: text => model.editBasis(text)
            onPrimary: model.save()
            onClose: model.close()
        },
        BatchSheet {
            readonly property BatchViewModel model: root.model.batchSheet
            open: model.open
            batches: model.batches
            typed: model.typed
            typedError: model.typedError
            onChoose: batchId => model.choose(batchId)
            onTypedEdited: text => model.editTyped(text)
            onTypedAccepted: model.acceptTyped()
            onPrimary: model.acceptTyped()
            onClose: model.close()
        },
        ReasonSheet {
            open: root.model.reasonOpen
            title: root.model.reasonHeading
            explanation: qsTr("It is recorded with the vaccine.")
            reasons: []
            reason: ""
            words: root.model.reason
            saveText: qsTr("Record and go on")
            saveReady: root.model.reason !== ""
            onEdited: text => root.model.editReason(text)
            onPrimary: root.model.saveReason()
            onClose: root.model.closeReason()
        }
    ]
}
