import QtQuick
import Doorstep.Style
import "Spoken.js" as Spoken

// One value of an observation set. `status`: "empty", "entered", "active", "missing" (for NEWS2, amber),
// "implausible" (red, with a sentence beside it) or "notTaken". `large` is for the pair being typed.
Tappable {
    id: root

    required property string label
    required property string value
    required property string unit
    required property string status
    property bool active: false
    property bool large: false
    readonly property bool missing: status === "missing"
    readonly property bool implausible: status === "implausible"
    readonly property string shown: value !== "" ? value : active ? "" : missing ? qsTr("Missing") : status === "notTaken" ? qsTr("Not taken") : "–"
    readonly property bool word: value === "" && shown.length > 1

    text: Spoken.list([label, shown === "–" ? qsTr("no value") : shown, word ? "" : unit])
    implicitHeight: Math.max(root.large ? 70 : 66, implicitContentHeight + topPadding + bottomPadding)
    leftPadding: Style.gap12
    rightPadding: Style.gap8
    topPadding: Style.gap4
    bottomPadding: Style.gap8
    Accessible.selected: active

    background: Rectangle {
        radius: Style.radiusControl
        color: root.missing && !root.active ? Style.warnTint : root.down ? Style.brandTint : Style.surface
        border.width: root.active || root.implausible ? Style.chosenWidth : root.missing ? Style.edgeWidth : Style.hairline + 0.5
        border.color: root.implausible ? Style.stop : root.active ? Style.brand : root.missing ? Style.warnInk : Style.edge
        FocusRing { shown: root.visualFocus }
    }
    contentItem: Item {
        implicitWidth: 64
        implicitHeight: name.height + number.height
        AppText {
            id: name
            width: parent.width
            role: AppText.Small
            text: root.label
            color: root.missing && !root.active ? Style.warnInk : Style.ink2
        }
        AppText {
            id: number
            y: name.height + (root.large ? 0 : Style.gap4)
            role: root.word ? AppText.BodyBold : root.large ? AppText.Num : AppText.Value
            text: root.shown
            color: root.missing && !root.active ? Style.warnInk : Style.ink
            width: root.word ? parent.width : implicitWidth
        }
        Rectangle { // the caret: where the next digit goes
            visible: root.active
            x: number.implicitWidth + 4
            y: number.y + Style.gap4
            width: 2
            height: number.height - Style.gap8
            color: Style.brand
        }
        AppText {
            id: unitWord
            visible: !root.word && root.unit !== ""
            anchors.baseline: number.baseline
            x: number.implicitWidth + (root.active ? Style.gap8 + 2 : Style.gap4)
            role: AppText.Small
            text: root.unit
            color: Style.ink2
            width: Math.max(10, parent.width - x)
        }
    }
}
