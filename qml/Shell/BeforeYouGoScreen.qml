import QtQuick
import Doorstep.App
import Doorstep.Round

// Before you go bound to its view-model, with its two sheets over it.
BeforeYouGoPage {
    id: root

    required property AppViewModel app
    readonly property BeforeYouGoViewModel model: app.beforeYouGo

    objectName: "screen:beforeYouGo"
    roundName: root.model.roundName
    roundWhen: root.model.roundWhen
    loadHeading: root.model.loadHeading
    loads: root.model.loads
    temperatureText: root.model.temperatureText
    temperatureTone: root.model.temperatureTone
    temperature: root.model.temperature
    temperatureError: root.model.temperatureError
    kit: root.model.kit
    authorities: root.model.authorities
    notices: root.model.notices
    beginText: root.model.beginText
    ready: root.model.ready
    modal: root.model.kitOpen || root.model.readingOpen

    onCount: (batchId, by) => root.model.count(batchId, by)
    onTemperatureEdited: text => root.model.editTemperature(text)
    onTemperatureAccepted: root.model.acceptTemperature()
    onToggle: checkId => root.model.toggle(checkId)
    onAct: noticeId => root.model.act(noticeId)
    onBegin: root.model.begin()
    onBack: root.app.back()

    overlay: [
        KitSheet {
            open: root.model.kitOpen
            batch: root.model.kitBatch
            expires: root.model.kitExpires
            error: root.model.kitError
            onBatchEdited: text => root.model.editKitBatch(text)
            onExpiresEdited: text => root.model.editKitExpires(text)
            onPrimary: root.model.saveKit()
            onClose: root.model.closeKit()
        },
        ReadingSheet {
            open: root.model.readingOpen
            title: root.model.readingTitle
            lines: root.model.readingLines
            readToTheEnd: root.model.readToTheEnd
            onReadOn: root.model.readOn()
            onPrimary: root.model.sign()
            onClose: root.model.closeReading()
        }
    ]
}
