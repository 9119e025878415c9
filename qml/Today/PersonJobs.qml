pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Doorstep.Style
import Doorstep.Controls

// One patient of the next stop and the jobs there. A job goes straight to its page, one tap from Today.
// `jobs`: list of {key, text, iconName, done}. Signal: openJob(visitId, key).
GridLayout {
    id: root

    required property string visitId
    required property string person // "Mabel, 84"
    required property var jobs // list of jobs, as above

    signal openJob(string visitId, string key)

    columns: Style.large ? 1 : 2
    columnSpacing: Style.gap8
    rowSpacing: 0
    Layout.fillWidth: true

    AppText {
        role: AppText.BodyBold
        text: root.person
        Layout.preferredWidth: Style.large ? root.width : 104
        Layout.alignment: Qt.AlignTop
        Layout.topMargin: Style.large ? 0 : Style.gap12
    }
    Flow {
        spacing: 0
        Layout.fillWidth: true
        Repeater {
            model: root.jobs
            delegate: Tappable {
                id: job
                required property var modelData // a job, as above
                objectName: "job:" + root.visitId + ":" + modelData.key
                text: modelData.text
                Accessible.name: root.person + ", " + modelData.text
                leftPadding: Style.gap8
                rightPadding: Style.gap8
                background: Rectangle {
                    radius: Style.radiusControl
                    color: job.down ? Style.brandTint : "transparent"
                    FocusRing { shown: job.visualFocus }
                }
                contentItem: ButtonFace {
                    text: job.text
                    iconName: job.modelData.done ? "check" : job.modelData.iconName
                    color: job.modelData.done ? Style.okInk : Style.brand
                    role: AppText.LabelBold
                }
                onClicked: root.openJob(root.visitId, modelData.key)
            }
        }
    }
}
