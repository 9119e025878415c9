import QtQuick
import Doorstep.Controls

// Work for later: what, who, by when. The bar sums it up ("Save: repeat BP, Dev, Thu 3 Dec").
// Signals: chooseTask(value), chooseOwner(value), chooseDue(value), noteEdited(text), primary(), close().
Sheet {
    id: root

    required property var tasks // list of {value, text}
    required property string task
    required property var owners // list of {value, text}
    required property string owner
    required property var dues // list: see SegmentedChoice, "pick" opens days
    required property var days // list of {value, text}
    required property string due
    required property string note
    required property string saveText
    required property bool saveReady

    signal chooseTask(string value)
    signal chooseOwner(string value)
    signal chooseDue(string value)
    signal noteEdited(string text)

    name: "followUp"
    title: qsTr("Follow-up")
    bar.primaryText: saveText
    bar.primaryIcon: "check"
    bar.primaryReady: saveReady

    ChipGroup {
        group: "task"
        heading: qsTr("What must happen?")
        choices: root.tasks
        current: root.task
        onChosen: value => root.chooseTask(value)
    }
    ChipGroup {
        group: "owner"
        heading: qsTr("Who does it?")
        choices: root.owners
        current: root.owner
        onChosen: value => root.chooseOwner(value)
    }
    DayChoice {
        name: "due"
        heading: qsTr("By when?")
        options: root.dues
        days: root.days
        current: root.due
        onChosen: value => root.chooseDue(value)
    }
    LabelledField {
        name: "followUpNote"
        label: qsTr("Anything they must know")
        value: root.note
        multiline: true
        onEdited: text => root.noteEdited(text)
    }
}
