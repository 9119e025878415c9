import QtQuick
import Doorstep.Style
import Doorstep.Layout
import Doorstep.Controls

// An authority under which vaccines are given. Signals: programmeChosen(value), kindChosen(value),
// titleEdited(text), versionEdited(text), validFromEdited(text), validToEdited(text), authorisedByEdited(text).
VStack {
    id: root

    required property var programmes // list of {value, text}
    required property string programme
    required property var kinds // list of {value, text}
    required property string kind
    required property string title
    required property string version
    required property string validFrom
    required property string validTo
    required property string authorisedBy
    required property string errorField
    required property string errorText

    signal programmeChosen(string value)
    signal kindChosen(string value)
    signal titleEdited(string text)
    signal versionEdited(string text)
    signal validFromEdited(string text)
    signal validToEdited(string text)
    signal authorisedByEdited(string text)

    function errorOf(field: string): string {
        return errorField === field ? errorText : "";
    }

    spacing: Style.gap16
    onErrorFieldChanged: {
        const fields = [titleField, versionField, fromField, toField, byField];
        const wrong = fields.find(field => field.part === root.errorField);
        if (wrong)
            wrong.take();
    }

    ChipGroup {
        group: "authorityProgramme"
        heading: qsTr("Programme")
        choices: root.programmes
        current: root.programme
        onChosen: value => root.programmeChosen(value)
    }
    ChipGroup {
        group: "authorityKind"
        heading: qsTr("Kind")
        choices: root.kinds
        current: root.kind
        onChosen: value => root.kindChosen(value)
    }
    LabelledField {
        id: titleField
        readonly property string part: "title"
        name: "authorityTitle"
        label: qsTr("Title")
        hint: qsTr("As on the document.")
        value: root.title
        error: root.errorOf("title")
        onEdited: text => root.titleEdited(text)
    }
    LabelledField {
        id: versionField
        readonly property string part: "version"
        name: "authorityVersion"
        label: qsTr("Version")
        value: root.version
        error: root.errorOf("version")
        onEdited: text => root.versionEdited(text)
    }
    LabelledField {
        id: fromField
        readonly property string part: "validFrom"
        name: "authorityFrom"
        label: qsTr("First day")
        value: root.validFrom
        error: root.errorOf("validFrom")
        onEdited: text => root.validFromEdited(text)
    }
    LabelledField {
        id: toField
        readonly property string part: "validTo"
        name: "authorityTo"
        label: qsTr("Last day")
        value: root.validTo
        error: root.errorOf("validTo")
        onEdited: text => root.validToEdited(text)
    }
    LabelledField {
        id: byField
        readonly property string part: "authorisedBy"
        name: "authorisedBy"
        label: root.kind === "psd" ? qsTr("Prescriber") : qsTr("Authorised by")
        value: root.authorisedBy
        error: root.errorOf("authorisedBy")
        onEdited: text => root.authorisedByEdited(text)
    }
}
