pragma ComponentBehavior: Bound
import QtQuick
import Doorstep.Style
import Doorstep.Layout
import Doorstep.Controls

// One patient of the next stop and the jobs there. A job goes straight to its page, one tap from Today.
// `jobs`: list of {key, text, iconName, done}. Signal: openJob(visitId, key).
VStack {
    id: root

    required property string visitId
    required property string person // "Mabel, 84"
    required property var jobs // list of jobs, as above

    readonly property bool above: metrics.advanceWidth > 90 // too long to stand beside its jobs

    signal openJob(string visitId, string key)

    TextMetrics {
        id: metrics
        text: root.person
        font: Style.bodyBold
    }
    AppText {
        visible: root.above
        topPadding: Style.gap8
        role: AppText.BodyBold
        text: root.person
    }
    HStack {
        spacing: Style.gap8
        Item {
            visible: !root.above
            implicitWidth: 90
            implicitHeight: name.height + Style.gap12
            Stack.top: true
            AppText {
                id: name
                y: Style.gap12
                width: parent.width
                role: AppText.BodyBold
                text: root.person
            }
        }
        Flow {
            Stack.fill: true
            Repeater {
                model: root.jobs
                delegate: Tappable {
                    id: job
                    required property var modelData // a job, as above
                    objectName: "job:" + root.visitId + ":" + modelData.key
                    text: modelData.text
                    Accessible.name: root.person + ", " + modelData.text
                    leftPadding: Style.gap4
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
}
