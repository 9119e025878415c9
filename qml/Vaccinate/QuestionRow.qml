import QtQuick
import Doorstep.Style
import Doorstep.Layout
import Doorstep.Controls

// One question asked on its own, answered by a tap; nothing is ticked before. Signal: answered(value).
VStack {
    id: root

    required property string questionId
    required property string question
    required property string answer // "", "yes", "no"

    signal answered(string value)

    spacing: Style.gap8

    AppText {
        text: root.question
    }
    SegmentedChoice {
        name: "answer:" + root.questionId
        options: [{ value: "no", text: qsTr("No") }, { value: "yes", text: qsTr("Yes") }]
        current: root.answer
        stacked: false
        onChosen: value => root.answered(value)
    }
}
