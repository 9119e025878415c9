import QtQuick
import Doorstep.Style
import Doorstep.Layout

// A text field with its label above, 56 dp. An error stands between label and field: what is wrong and
// what to enter; the typed text is kept. Bind `value`; edited(text) comes at every keystroke, so that
// nothing typed is ever lost. Signals: edited(string), accepted().
VStack {
    id: root

    required property string name // objectName of the field itself
    required property string label
    required property string value
    property string hint // below the label, never inside the field
    property string error
    property string iconName
    property bool digitsOnly: false // digits and a decimal point
    property bool multiline: false
    property alias field: input

    signal edited(string text)
    signal accepted()

    function take(): void {
        input.forceActiveFocus(Qt.TabFocusReason);
        input.cursorPosition = input.length;
    }

    // The field keeps what was typed until the view-model says another text.
    onValueChanged: if (input.text !== value) input.text = value
    Component.onCompleted: input.text = value

    spacing: Style.gap4

    AppText {
        visible: root.label !== ""
        role: AppText.BodyBold
        text: root.label
    }
    AppText {
        visible: root.hint !== ""
        role: AppText.Label
        text: root.hint
        color: Style.ink2
    }
    IconLine {
        objectName: root.name + "Error"
        visible: root.error !== ""
        iconName: "warning"
        strong: root.error
        role: AppText.Label
        color: Style.stop
        iconColor: Style.stop
        spacing: Style.gap8
    }
    Rectangle {
        implicitHeight: Math.max(root.multiline ? 120 : Style.targetVisit, input.contentHeight + Style.gap16 * 2)
        radius: Style.radiusControl
        color: Style.surface
        border.width: root.error !== "" || input.activeFocus ? 3 : Style.edgeWidth
        border.color: input.activeFocus ? Style.ink : root.error !== "" ? Style.stop : Style.edge
        Rectangle { // 3 dp yellow outside the ink edge
            visible: input.activeFocus
            z: -1
            anchors.fill: parent
            anchors.margins: -3
            radius: Style.radiusControl + 3
            color: Style.focus
        }
        AppIcon {
            id: icon
            visible: root.iconName !== ""
            name: root.iconName === "" ? "search" : root.iconName
            x: Style.gap12
            y: Style.gap16
            size: 22
            color: Style.ink2
        }
        TextEdit {
            id: input
            objectName: root.name
            anchors.fill: parent
            anchors.leftMargin: root.iconName === "" ? Style.gap16 : icon.x + icon.width + Style.gap12
            anchors.rightMargin: Style.gap16
            topPadding: Style.gap16
            font: Style.body
            color: Style.ink
            selectionColor: Style.brand
            selectedTextColor: Style.brandFg
            wrapMode: TextEdit.Wrap
            clip: true
            selectByMouse: true
            activeFocusOnTab: true
            inputMethodHints: root.digitsOnly ? Qt.ImhFormattedNumbersOnly : Qt.ImhNone
            Accessible.role: Accessible.EditableText
            Accessible.name: root.label
            Accessible.description: root.error
            onTextChanged: if (text !== root.value) root.edited(text)
            Keys.onReturnPressed: event => {
                event.accepted = !root.multiline;
                if (!root.multiline)
                    root.accepted();
            }
            Keys.onTabPressed: input.nextItemInFocusChain(true).forceActiveFocus(Qt.TabFocusReason)
            Keys.onBacktabPressed: input.nextItemInFocusChain(false).forceActiveFocus(Qt.BacktabFocusReason)
        }
    }
}
