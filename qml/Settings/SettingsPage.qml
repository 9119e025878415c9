pragma ComponentBehavior: Bound
import QtQuick
import Doorstep.Style
import Doorstep.Layout
import Doorstep.Controls

// Text size, theme, motion, and what to look at when something seems wrong. `facts`: list of {iconName,
// lead, strong}: version, programme pack with its date and source, storage, lease. `log`: list of text.
// Signals: chooseScale(value), chooseTheme(value), toggleMotion(), chooseLanguage(value), test(),
// toggleLog(), toggleCode(), codeEdited(text), useCode(), staffCodeEdited(text), useStaffCode(), changePin(),
// lock(), back().
AppPage {
    id: root

    required property string scale // "100", "125", "150", "200"
    required property string theme // "system", "light", "dark"
    required property bool reduceMotion
    required property var languages // list of {value, text}; one or none hides the choice
    required property string language
    required property var facts // list, as above
    required property var testSteps // list of {iconName, tone, lead, tail}
    required property string testText // "The practice was reached at 10:42."
    required property string testTone
    required property bool testing
    required property var log // list of lines, newest first
    required property bool logShown
    required property bool codeShown
    required property string code // a connection code as it is typed
    required property bool codeReady
    required property string codeResult // why it was not taken, or that it was
    required property string codeTone
    required property string staffText // the practice has not confirmed this person here; "" when it has
    required property string staffCode // as it is typed
    required property bool staffReady
    required property string staffResult
    required property string staffTone
    property bool offersPin: true

    signal chooseScale(string value)
    signal chooseTheme(string value)
    signal toggleMotion()
    signal chooseLanguage(string value)
    signal test()
    signal toggleLog()
    signal toggleCode()
    signal codeEdited(string text)
    signal useCode()
    signal staffCodeEdited(string text)
    signal useStaffCode()
    signal changePin()
    signal lock()
    signal back()

    spacing: Style.gap16
    Keys.onEscapePressed: root.back()

    fixedTop: PageHeader {
        name: "settings"
        width: root.width
        title: qsTr("Settings")
        onBack: root.back()
    }
    StaffCodePart {
        text: root.staffText
        code: root.staffCode
        ready: root.staffReady
        result: root.staffResult
        tone: root.staffTone
        onEdited: text => root.staffCodeEdited(text)
        onUse: root.useStaffCode()
    }
    Card {
        spacing: Style.gap12
        ChipGroup {
            group: "scale"
            heading: qsTr("Text size")
            choices: [{ value: "100", text: "100 %" }, { value: "125", text: "125 %" }, { value: "150", text: "150 %" }, { value: "200", text: "200 %" }]
            current: root.scale
            onChosen: value => root.chooseScale(value)
        }
        ChipGroup {
            group: "theme"
            heading: qsTr("Theme")
            choices: [{ value: "system", text: qsTr("As the device") }, { value: "light", text: qsTr("Light") }, { value: "dark", text: qsTr("Dark") }]
            current: root.theme
            onChosen: value => root.chooseTheme(value)
        }
        ChipGroup {
            group: "language"
            heading: qsTr("Language")
            choices: root.languages.length > 1 ? root.languages : []
            current: root.language
            onChosen: value => root.chooseLanguage(value)
        }
        SwitchRow {
            objectName: "settingsMotion"
            text: qsTr("Reduce motion")
            detail: qsTr("Pages and sheets change at once.")
            on: root.reduceMotion
            onClicked: root.toggleMotion()
        }
    }
    Card {
        AppText {
            role: AppText.Head
            text: qsTr("Connection")
            Accessible.role: Accessible.Heading
            Accessible.name: text
        }
        Repeater {
            model: root.testSteps
            delegate: IconLine {
                required property var modelData // one of testSteps, as above
                iconName: modelData.iconName
                iconColor: Style.toneEdge(modelData.tone)
                lead: modelData.lead
                tail: modelData.tail
                role: AppText.Label
            }
        }
        IconLine {
            objectName: "settingsTestResult"
            visible: root.testText !== ""
            iconName: root.testTone === "ok" ? "check" : "info"
            lead: root.testText
            iconColor: Style.toneEdge(root.testTone)
        }
        SecondaryButton {
            objectName: "settingsTest"
            text: root.testing ? qsTr("Trying the practice") : qsTr("Test the connection")
            iconName: "sync"
            enabled: !root.testing
            onClicked: root.test()
        }
        QuietButton {
            objectName: "settingsCode"
            text: root.codeShown ? qsTr("Leave the connection code") : qsTr("Enter a connection code")
            leftPadding: 0
            Stack.keep: true
            onClicked: root.toggleCode()
        }
        LabelledField {
            visible: root.codeShown
            name: "settingsCodeText"
            label: qsTr("Connection code")
            hint: qsTr("It starts with DSP1. Capitals and spaces do not matter.")
            value: root.code
            onEdited: text => root.codeEdited(text)
            onAccepted: root.useCode()
        }
        SecondaryButton {
            objectName: "settingsCodeUse"
            visible: root.codeShown
            text: qsTr("Use this code")
            iconName: "key"
            enabled: root.codeReady
            onClicked: root.useCode()
        }
        IconLine {
            objectName: "settingsCodeResult"
            visible: root.codeResult !== ""
            iconName: root.codeTone === "ok" ? "check" : "info"
            lead: root.codeResult
            iconColor: Style.toneEdge(root.codeTone)
        }
        QuietButton {
            objectName: "settingsLog"
            text: root.logShown ? qsTr("Hide the sync log") : qsTr("Show the sync log")
            leftPadding: 0
            Stack.keep: true
            onClicked: root.toggleLog()
        }
        Repeater {
            model: root.logShown ? root.log : []
            delegate: AppText {
                required property string modelData
                role: AppText.Label
                text: modelData
                color: Style.ink2
            }
        }
    }
    Card {
        AppText {
            role: AppText.Head
            text: qsTr("About this device")
            Accessible.role: Accessible.Heading
            Accessible.name: text
        }
        Repeater {
            model: root.facts
            delegate: IconLine {
                required property var modelData // one of facts, as above
                iconName: modelData.iconName
                lead: modelData.lead
                strong: modelData.strong ?? ""
                role: AppText.Label
            }
        }
    }
    SecondaryButton {
        objectName: "settingsPin"
        visible: root.offersPin
        text: qsTr("Change your PIN")
        iconName: "key"
        onClicked: root.changePin()
    }
    SecondaryButton {
        objectName: "settingsLock"
        text: qsTr("Lock now")
        iconName: "lock"
        onClicked: root.lock()
    }
}
