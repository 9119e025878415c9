pragma ComponentBehavior: Bound
import QtQuick
import Doorstep.Style
import Doorstep.Layout
import Doorstep.Controls

// Home while no patient can be shown: why, what is safe and what next; the visits that were begun; a form
// for a new record. Every keystroke leaves by edited(field, text). Signals: act(noticeId), edited, save,
// openVisit(visitId), lock, toastGone.
AppPage {
    id: root

    required property var notice // see NoticeList
    required property bool mayWrite
    required property var visits // list model: visitId, name, under
    required property bool hasVisits
    required property string family
    required property string given
    required property string born
    required property string nhsNumber
    required property string note
    required property string error
    required property bool ready
    required property string waitingText
    property string toastText

    signal act(string noticeId)
    signal edited(string field, string text)
    signal save()
    signal openVisit(string visitId)
    signal lock()
    signal toastGone()

    fixedTop: PageHeader {
        name: "capture"
        width: root.width
        title: root.mayWrite ? qsTr("Write down new records") : qsTr("Records wait to be sent")
        subtitle: root.waitingText
        canGoBack: false
        toolIcon: "lock"
        toolText: qsTr("Lock")
        onTool: root.lock()
    }
    NoticeList {
        notices: [root.notice]
        onAct: noticeId => root.act(noticeId)
    }
    SectionHeading {
        visible: root.hasVisits
        text: qsTr("Visits that were begun")
    }
    RowGroup {
        visible: root.hasVisits
        Repeater {
            id: rows
            model: root.visits
            delegate: ListRow {
                required property int index
                required property string visitId
                required property string name
                required under
                objectName: "begun:" + visitId
                title: name
                iconName: "house"
                last: index === rows.count - 1
                onClicked: root.openVisit(visitId)
            }
        }
    }
    SectionHeading {
        visible: root.mayWrite
        text: qsTr("A new record")
    }
    VStack {
        visible: root.mayWrite
        spacing: Style.gap12
        AppText {
            text: qsTr("Say whom it is about as they say it themselves. The practice puts it with the right patient.")
        }
        LabelledField {
            name: "captureFamily"
            label: qsTr("Family name")
            value: root.family
            error: root.error
            onEdited: text => root.edited("family", text)
        }
        LabelledField {
            name: "captureGiven"
            label: qsTr("Given name")
            value: root.given
            onEdited: text => root.edited("given", text)
        }
        LabelledField {
            name: "captureBorn"
            label: qsTr("Date of birth, if known")
            hint: qsTr("Day, month, year, such as 14 3 1942")
            value: root.born
            onEdited: text => root.edited("born", text)
        }
        LabelledField {
            name: "captureNhsNumber"
            label: qsTr("NHS number, if known")
            value: root.nhsNumber
            digitsOnly: true
            onEdited: text => root.edited("nhsNumber", text)
        }
        LabelledField {
            name: "captureText"
            label: qsTr("What was done and said")
            hint: qsTr("Medicine, batch, readings with units, times. Kept as you type.")
            value: root.note
            multiline: true
            onEdited: text => root.edited("text", text)
        }
    }
    toast: Toast {
        text: root.toastText
        onDone: root.toastGone()
    }
    fixedBottom: BottomBar {
        name: "capture"
        visible: root.mayWrite
        width: root.width
        height: visible ? implicitHeight : 0
        maxWidth: Style.columnMax + Style.gap48
        primaryText: root.ready ? qsTr("Save on this device") : qsTr("Enter name and what was done")
        primaryIcon: "check"
        primaryReady: root.ready
        onPrimary: root.save()
    }
}
