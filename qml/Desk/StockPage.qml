pragma ComponentBehavior: Bound
import QtQuick
import Doorstep.Controls

// Batches in the fridge and authorities; beside them a delivery or an authority being recorded. Roles of
// `batches`: batchId, product, batch, stock, icon, tone; of `authorities`: authorityId, title, under,
// standing, tone. Signals: primary(), secondary() and one a field: see DeliveryForm and AuthorityForm.
DeskPage {
    id: root

    required property var batches // list model with the roles above
    required property int batchCount
    required property var authorities // list model with the roles above
    required property int authorityCount
    required property string shown // "" (nothing), delivery, authority
    required property string primaryText
    required property string secondaryText
    required property string errorField
    required property string errorText
    required property var products // list of {value, text, detail}
    required property string product
    required property string batchNumber
    required property string expires
    required property string doses
    required property var programmes // list of {value, text}
    required property string programme
    required property var kinds // list of {value, text}
    required property string kind
    required property string authorityTitle
    required property string version
    required property string validFrom
    required property string validTo
    required property string authorisedBy

    signal primary()
    signal secondary()
    signal productChosen(string value)
    signal batchNumberEdited(string text)
    signal expiresEdited(string text)
    signal dosesEdited(string text)
    signal programmeChosen(string value)
    signal kindChosen(string value)
    signal titleEdited(string text)
    signal versionEdited(string text)
    signal validFromEdited(string text)
    signal validToEdited(string text)
    signal authorisedByEdited(string text)

    name: "stock"
    title: qsTr("Stock")
    currentPanel: "fridge"
    onShownChanged: currentPanel = shown === "" ? "fridge" : "form"

    DeskPanel {
        name: "fridge"
        title: qsTr("Fridge")
        list: DeskList {
            model: root.batches
            above: EmptyState {
                visible: root.batchCount === 0
                border.width: 0
                iconName: "box"
                fact: qsTr("No batch is in the fridge.")
                nextStep: qsTr("Receive a delivery: a round can only be loaded from what came in.")
            }
            delegate: FactRow {
                required property string batchId
                required property string product
                required property string batch
                required property string stock
                required property string icon
                required property string tone
                objectName: "batch:" + batchId
                width: ListView.view.width
                title: product
                under: batch
                tags: [{ text: stock, iconName: icon, tone: tone }]
            }
        }
    }
    DeskPanel {
        name: "authorities"
        title: qsTr("Authorities")
        list: DeskList {
            model: root.authorities
            above: EmptyState {
                visible: root.authorityCount === 0
                border.width: 0
                iconName: "shield"
                fact: qsTr("No authority is recorded.")
                nextStep: qsTr("Without one nobody can give a vaccine.")
            }
            delegate: FactRow {
                required property string authorityId
                required property string standing
                required property string tone
                required title
                required under
                objectName: "authority:" + authorityId
                width: ListView.view.width
                tags: [{ text: standing, iconName: tone === "ok" ? "shield" : "no", tone: tone }]
            }
        }
    }
    DeskPanel {
        name: "form"
        title: root.shown === "delivery" ? qsTr("Receive a delivery") : root.shown === "authority" ? qsTr("Record an authority") : qsTr("Add")
        narrow: 380

        EmptyState {
            visible: root.shown === ""
            border.width: 0
            iconName: "plus"
            fact: qsTr("What came in, or under which authority it is given.")
        }
        StopCard {
            name: "stockError"
            visible: root.errorField === "form"
            heading: qsTr("Not recorded")
            body: root.errorText
        }
        DeliveryForm {
            visible: root.shown === "delivery"
            products: root.products
            product: root.product
            batchNumber: root.batchNumber
            expires: root.expires
            doses: root.doses
            errorField: root.errorField
            errorText: root.errorText
            onProductChosen: value => root.productChosen(value)
            onBatchNumberEdited: text => root.batchNumberEdited(text)
            onExpiresEdited: text => root.expiresEdited(text)
            onDosesEdited: text => root.dosesEdited(text)
        }
        AuthorityForm {
            visible: root.shown === "authority"
            programmes: root.programmes
            programme: root.programme
            kinds: root.kinds
            kind: root.kind
            title: root.authorityTitle
            version: root.version
            validFrom: root.validFrom
            validTo: root.validTo
            authorisedBy: root.authorisedBy
            errorField: root.errorField
            errorText: root.errorText
            onProgrammeChosen: value => root.programmeChosen(value)
            onKindChosen: value => root.kindChosen(value)
            onTitleEdited: text => root.titleEdited(text)
            onVersionEdited: text => root.versionEdited(text)
            onValidFromEdited: text => root.validFromEdited(text)
            onValidToEdited: text => root.validToEdited(text)
            onAuthorisedByEdited: text => root.authorisedByEdited(text)
        }
    }
    bar: BottomBar {
        name: "stock"
        width: root.width
        stacked: false
        primaryText: root.primaryText
        secondaryText: root.secondaryText
        onPrimary: root.primary()
        onSecondary: root.secondary()
    }
}
