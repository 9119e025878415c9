pragma ComponentBehavior: Bound
import QtQuick
import Doorstep.Style
import Doorstep.Layout
import Doorstep.Controls

// The one confirm before the needle. It names identity, health, allergies and consent in full view,
// nothing is ticked, and any difference opens each question on its own.
// `questions`: list of {questionId, text, question, answer}. Signals: allClear(), different(),
// answer(questionId, value).
Card {
    id: root

    required property string heading // "Check with Mabel"
    required property string identity // "She is Mabel Thistlewood, born 14 Mar 1942"
    required property string questionsLead // "None of these:"
    required property var questions // list, as above
    required property string consent // "She agrees to the flu vaccine today"
    required property string clearText // "No to all, and Mabel agrees"
    required property string differentText // "Yes to any, or unsure"
    required property bool each // every question on its own

    signal allClear()
    signal different()
    signal answer(string questionId, string value)

    spacing: Style.gap4

    AppText {
        role: AppText.Head
        text: root.heading
        Accessible.role: Accessible.Heading
        Accessible.name: text
    }
    IconLine {
        visible: !root.each
        iconName: "person"
        lead: root.identity
        iconColor: Style.brand
    }
    IconLine {
        visible: !root.each
        iconName: "heart"
        strong: root.questionsLead
        iconColor: Style.brand
    }
    Repeater {
        model: root.each ? [] : root.questions
        delegate: HStack {
            id: line
            required property var modelData // a question, as above
            spacing: Style.gap12
            Item {
                implicitWidth: 28
                implicitHeight: 6
                Rectangle {
                    anchors.right: parent.right
                    width: 6
                    height: 6
                    radius: 3
                    color: Style.ink2
                }
            }
            AppText {
                role: AppText.Label
                text: line.modelData.text
                Stack.fill: true
            }
        }
    }
    IconLine {
        visible: !root.each
        iconName: "check"
        lead: root.consent
        iconColor: Style.brand
    }
    VStack {
        visible: !root.each
        spacing: Style.gap8
        Stack.before: Style.gap8
        ChoiceBox {
            objectName: "askAllClear"
            text: root.clearText
            onClicked: root.allClear()
        }
        ChoiceBox {
            objectName: "askDifferent"
            text: root.differentText
            onClicked: root.different()
        }
    }
    Repeater {
        model: root.each ? root.questions : []
        delegate: QuestionRow {
            required property var modelData // a question, as above
            questionId: modelData.questionId
            question: modelData.question
            answer: modelData.answer
            onAnswered: value => root.answer(modelData.questionId, value)
        }
    }
}
