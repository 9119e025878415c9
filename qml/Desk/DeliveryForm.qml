import QtQuick
import Doorstep.Style
import Doorstep.Layout
import Doorstep.Controls

// A delivery into the fridge. Signals: productChosen(value), batchNumberEdited(text), expiresEdited(text),
// dosesEdited(text).
VStack {
    id: root

    required property var products // list of {value, text, detail}
    required property string product
    required property string batchNumber
    required property string expires
    required property string doses
    required property string errorField
    required property string errorText

    signal productChosen(string value)
    signal batchNumberEdited(string text)
    signal expiresEdited(string text)
    signal dosesEdited(string text)

    function errorOf(field: string): string {
        return errorField === field ? errorText : "";
    }

    spacing: Style.gap16
    onErrorFieldChanged: {
        const wrong = [numberField, expiresField, dosesField].find(field => field.part === root.errorField);
        if (wrong)
            wrong.take();
    }

    IconLine {
        objectName: "productError"
        visible: root.errorField === "product"
        iconName: "warning"
        strong: root.errorText
        color: Style.stop
        iconColor: Style.stop
    }
    ChipGroup {
        group: "product"
        heading: qsTr("Vaccine")
        choices: root.products
        current: root.product
        onChosen: value => root.productChosen(value)
    }
    LabelledField {
        id: numberField
        readonly property string part: "batchNumber"
        name: "batchNumber"
        label: qsTr("Batch number")
        value: root.batchNumber
        error: root.errorOf("batchNumber")
        onEdited: text => root.batchNumberEdited(text)
    }
    LabelledField {
        id: expiresField
        readonly property string part: "expires"
        name: "batchExpires"
        label: qsTr("Expires")
        hint: qsTr("As on the pack: 31 May 2027 or 5/2027.")
        value: root.expires
        error: root.errorOf("expires")
        onEdited: text => root.expiresEdited(text)
    }
    LabelledField {
        id: dosesField
        readonly property string part: "doses"
        name: "batchDoses"
        label: qsTr("Doses")
        value: root.doses
        error: root.errorOf("doses")
        digitsOnly: true
        onEdited: text => root.dosesEdited(text)
    }
}
