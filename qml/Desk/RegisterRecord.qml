pragma ComponentBehavior: Bound
import QtQuick
import Doorstep.Style
import Doorstep.Layout
import Doorstep.Controls

// One patient's record to read: the band with allergies, what helps, and dated lines, newest first; joined
// records can be taken apart. Signals: takeApart().
VStack {
    id: root

    required property var patient // see PatientTop
    required property var helps // list of {iconName, lead, strong}
    required property var record // list of {iconName, when, text}
    required property bool mayTakeApart

    signal takeApart()

    spacing: Style.gap12

    Item {
        implicitHeight: band.implicitHeight
        PatientTop {
            id: band
            width: Math.max(240, parent.width) // never narrower than a fact, before the column has its width
            patient: root.patient
            full: true
            canGoBack: false
            insetTop: 0
        }
    }
    BandMore {
        patient: root.patient
    }
    Card {
        tone: "adj"
        visible: root.helps.length > 0
        AppText {
            role: AppText.Head
            text: qsTr("What helps")
            color: Style.adjInk
            Accessible.role: Accessible.Heading
            Accessible.name: text
        }
        Repeater {
            model: root.helps
            delegate: IconLine {
                required property var modelData // one of helps
                iconName: modelData.iconName
                lead: modelData.lead
                strong: modelData.strong ?? ""
                color: Style.adjInk
                iconColor: Style.adj
            }
        }
    }
    SecondaryButton {
        objectName: "registerTakeApart"
        visible: root.mayTakeApart
        text: qsTr("Different people: take the records apart")
        onClicked: root.takeApart()
    }
    AppText {
        visible: root.record.length === 0
        text: qsTr("Nothing is recorded yet.")
        color: Style.ink2
    }
    Repeater {
        model: root.record
        delegate: FactRow {
            required property var modelData // one of record
            margin: 0
            iconName: modelData.iconName
            over: modelData.when
            title: modelData.text
        }
    }
}
