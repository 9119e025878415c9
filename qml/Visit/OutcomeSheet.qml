import QtQuick
import Doorstep.Style
import Doorstep.Layout
import Doorstep.Controls

// How the visit ended when it is not "done": an outcome, then its details, preset and changeable; the bar
// sums it up ("Save: not in, try Thu 26 Nov"). An empty list or text hides its part.
// Signals: chooseOutcome(value), chooseReason(value), toggleCard(), chooseRetry(value), noteEdited(text),
// primary() saves, close().
Sheet {
    id: root

    required property var outcomes // list of {value, text, iconName}
    required property string outcome
    required property string reasonsHeading // "Why?"
    required property var reasons // list of {value, text}
    required property string reason
    required property bool offersCard
    required property bool cardLeft
    required property string cardDetail // "Large print card, as Mabel prefers"
    required property string retryHeading // "Try again"
    required property var retries // list: see SegmentedChoice, "pick" opens days
    required property var days // list of {value, text}
    required property string retry
    required property string noteLabel // "" hides the note
    required property string note
    required property string fact // "The unused dose stays in the box: 12 left."
    required property string saveText
    required property bool saveReady

    signal chooseOutcome(string value)
    signal chooseReason(string value)
    signal toggleCard()
    signal chooseRetry(string value)
    signal noteEdited(string text)

    name: "outcome"
    title: qsTr("What happened?")
    bar.primaryText: saveText
    bar.primaryIcon: "check"
    bar.primaryReady: saveReady

    OutcomeChoice {
        name: "outcome"
        options: root.outcomes
        current: root.outcome
        onChosen: value => root.chooseOutcome(value)
    }
    Rectangle {
        visible: root.outcome !== ""
        implicitHeight: Style.hairline
        color: Style.line
        Stack.before: Style.gap4
    }
    ChipGroup {
        group: "reason"
        heading: root.reasonsHeading
        choices: root.reasons
        current: root.reason
        onChosen: value => root.chooseReason(value)
    }
    SwitchRow {
        objectName: "outcomeCard"
        visible: root.offersCard
        text: qsTr("Card left")
        detail: root.cardDetail
        on: root.cardLeft
        onClicked: root.toggleCard()
    }
    DayChoice {
        name: "retry"
        heading: root.retryHeading
        options: root.retries
        days: root.days
        current: root.retry
        onChosen: value => root.chooseRetry(value)
    }
    LabelledField {
        visible: root.noteLabel !== ""
        name: "outcomeNote"
        label: root.noteLabel
        value: root.note
        multiline: true
        onEdited: text => root.noteEdited(text)
    }
    IconLine {
        visible: root.fact !== ""
        iconName: "info"
        lead: root.fact
        role: AppText.Label
        color: Style.ink2
    }
}
