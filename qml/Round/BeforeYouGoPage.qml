pragma ComponentBehavior: Bound
import QtQuick
import Doorstep.Style
import Doorstep.Controls

// Before the car leaves: the box counted, its temperature, the kit ticked, the authorities valid.
// `kit` roles: checkId, title, detail, ticked. `authorities`: list of {text, tone}.
// Signals: count, temperatureEdited, temperatureAccepted, toggle(checkId), act(noticeId), begin, back.
AppPage {
    id: root

    required property string roundName
    required property string roundWhen
    required property string loadHeading
    required property var loads // list model: see LoadCard
    required property string temperatureText
    required property string temperatureTone
    required property string temperature
    required property string temperatureError
    required property var kit // list model, as above
    required property var authorities // list, as above
    required property var notices // list: see NoticeList
    required property string beginText // "Start the round", "Tick the anaphylaxis pack to go"
    required property bool ready

    signal count(string batchId, int by)
    signal temperatureEdited(string text)
    signal temperatureAccepted()
    signal toggle(string checkId)
    signal act(string noticeId)
    signal begin()
    signal back()

    spacing: Style.gap16
    Keys.onEscapePressed: root.back()

    fixedTop: PageHeader {
        name: "before"
        width: root.width
        title: qsTr("Before you go")
        subtitle: root.roundName + ", " + root.roundWhen
        onBack: root.back()
    }
    NoticeList {
        notices: root.notices
        onAct: noticeId => root.act(noticeId)
    }
    LoadCard {
        heading: root.loadHeading
        loads: root.loads
        onCount: (batchId, by) => root.count(batchId, by)
    }
    TemperatureCard {
        lastText: root.temperatureText
        lastTone: root.temperatureTone
        typed: root.temperature
        error: root.temperatureError
        onEdited: text => root.temperatureEdited(text)
        onAccepted: root.temperatureAccepted()
    }
    Card {
        spacing: 0
        AppText {
            role: AppText.Head
            text: qsTr("Kit")
            Accessible.role: Accessible.Heading
            Accessible.name: text
        }
        Repeater {
            model: root.kit
            delegate: CheckRow {
                required property string checkId
                required property string title
                objectName: "kit:" + checkId
                text: title
                onClicked: root.toggle(checkId)

                required detail
                required ticked
            }
        }
    }
    Card {
        visible: root.authorities.length > 0
        AppText {
            role: AppText.Head
            text: qsTr("What you may give today")
            Accessible.role: Accessible.Heading
            Accessible.name: text
        }
        Repeater {
            model: root.authorities
            delegate: IconLine {
                required property var modelData // one of authorities, as above
                iconName: modelData.tone === "ok" ? "shield" : "warning"
                lead: modelData.text
                color: Style.toneInk(modelData.tone === "ok" ? "neutral" : modelData.tone)
                iconColor: Style.toneEdge(modelData.tone)
            }
        }
    }
    fixedBottom: BottomBar {
        name: "before"
        width: root.width
        maxWidth: Style.columnMax + Style.gap32
        primaryText: root.beginText
        primaryIcon: "arrowRight"
        primaryIconAfter: true
        primaryReady: root.ready
        onPrimary: root.begin()
    }
}
