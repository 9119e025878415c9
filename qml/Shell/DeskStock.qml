import QtQuick
import Doorstep.App
import Doorstep.Desk

// Stock and authorities bound to their view-model: nothing but names on both sides.
StockPage {
    id: root

    required property AppViewModel app
    readonly property StockViewModel model: app.desk.stock

    objectName: "screen:stock"
    batches: root.model.batches
    batchCount: root.model.batchCount
    authorities: root.model.authorities
    authorityCount: root.model.authorityCount
    shown: root.model.shown
    primaryText: root.model.primaryText
    secondaryText: root.model.secondaryText
    errorField: root.model.errorField
    errorText: root.model.errorText
    products: root.model.products
    product: root.model.product
    batchNumber: root.model.batchNumber
    expires: root.model.expires
    doses: root.model.doses
    programmes: root.model.programmes
    programme: root.model.programme
    kinds: root.model.kinds
    kind: root.model.kind
    version: root.model.version
    validFrom: root.model.validFrom
    validTo: root.model.validTo
    authorisedBy: root.model.authorisedBy
    authorityTitle: root.model.title

    onPrimary: root.model.primary()
    onSecondary: root.model.secondary()
    onProductChosen: value => root.model.chooseProduct(value)
    onBatchNumberEdited: text => root.model.editBatchNumber(text)
    onExpiresEdited: text => root.model.editExpires(text)
    onDosesEdited: text => root.model.editDoses(text)
    onProgrammeChosen: value => root.model.chooseProgramme(value)
    onKindChosen: value => root.model.chooseKind(value)
    onTitleEdited: text => root.model.editTitle(text)
    onVersionEdited: text => root.model.editVersion(text)
    onValidFromEdited: text => root.model.editValidFrom(text)
    onValidToEdited: text => root.model.editValidTo(text)
    onAuthorisedByEdited: text => root.model.editAuthorisedBy(text)
}
