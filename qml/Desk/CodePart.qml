pragma ComponentBehavior: Bound
import QtQuick
import Doorstep.Style
import Doorstep.Layout
import Doorstep.Controls

// One person: make a staff code for a device, and the code while it is shown. Roles of `devices`:
// deviceId, name, takesPeople. Signal: makeCode(deviceId).
VStack {
    id: root

    required property var devices // list model with the roles above
    required property string fact
    required property bool takesCodes
    required property string code
    required property string codeFor
    required property string codeError

    signal makeCode(string deviceId)

    spacing: Style.gap8

    AppText {
        text: root.fact
        color: Style.ink2
    }
    StopCard {
        name: "codeError"
        visible: root.codeError !== ""
        heading: qsTr("No code was made")
        body: root.codeError
    }
    Card {
        visible: root.code !== ""
        tone: "brand"
        AppText {
            role: AppText.BodyBold
            text: root.codeFor
            color: Style.brandInk
        }
        AppText {
            objectName: "staffCode"
            role: Style.large ? AppText.Title : AppText.Num
            text: root.code
            color: Style.brandInk
        }
        AppText {
            role: AppText.Label
            text: qsTr("It is shown once. They type it at their first unlock, within 7 days, and choose their own PIN.")
            color: Style.brandInk
        }
    }
    AppText {
        visible: root.code === ""
        text: root.takesCodes ? qsTr("A staff code confirms this person on one device: the first time there, and after a forgotten PIN.") : qsTr("This person has left. No code can be made.")
    }
    VStack {
        visible: root.code === "" && root.takesCodes
        spacing: Style.gap8
        Repeater {
            model: root.devices
            delegate: SecondaryButton {
                required property string deviceId
                required property string name
                required property bool takesPeople
                objectName: "makeCode:" + deviceId
                visible: takesPeople
                text: qsTr("Make a staff code for %1").arg(name)
                onClicked: root.makeCode(deviceId)
            }
        }
    }
}
