pragma ComponentBehavior: Bound
import QtQuick
import Doorstep.Style
import Doorstep.Layout
import Doorstep.Controls

// How to get to the door and in. The key code stays covered until asked for, and asking is recorded.
// `ways`: list of {iconName, lead, strong, tail}; two values of one field are two lines of the same weight. Signal: showCode().
Card {
    id: root

    required property var ways // list, as above
    required property string keySafe // "Key safe left of the door.", "" for none
    required property string code // "" while covered

    signal showCode()

    visible: ways.length > 0 || keySafe !== ""

    AppText {
        role: AppText.Head
        text: qsTr("Getting in")
        Accessible.role: Accessible.Heading
        Accessible.name: text
    }
    Pair {
        visible: root.keySafe !== ""
        spacing: Style.gap8
        IconLine {
            iconName: "key"
            lead: root.keySafe
            strong: root.code === "" ? "" : " " + root.code
        }
        QuietButton {
            objectName: "visitShowCode"
            visible: root.code === ""
            text: qsTr("Show code")
            leftPadding: 0
            rightPadding: 0
            Stack.overlap: Style.gap12
            onClicked: root.showCode()
        }
    }
    Repeater {
        model: root.ways
        delegate: IconLine {
            required property var modelData // one of ways, as above
            iconName: modelData.iconName
            lead: modelData.lead
            strong: modelData.strong ?? ""
            tail: modelData.tail ?? ""
        }
    }
}
