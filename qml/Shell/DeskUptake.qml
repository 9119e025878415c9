import QtQuick
import Doorstep.App
import Doorstep.Desk

// Uptake bound to its view-model: nothing but names on both sides.
UptakePage {
    id: root

    required property AppViewModel app
    readonly property UptakeViewModel model: app.desk.uptake

    objectName: "screen:uptake"
    programmes: root.model.programmes
    programme: root.model.programme
    rows: root.model.rows
    everybody: root.model.everybody
    asOf: root.model.asOf
    factsText: root.model.factsText

    onChooseProgramme: value => root.model.chooseProgramme(value)
}
