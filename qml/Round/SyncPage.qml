pragma ComponentBehavior: Bound
import QtQuick
import Doorstep.Style
import Doorstep.Layout
import Doorstep.Controls

// Where the records are, as a page with counts that add up to a shown total. `steps`: list of {stage,
// text, count}. `records` roles: recordId, iconName, name, time. `busy` shows the count in the button.
// Signals: send(), openRecord(recordId), act(noticeId), back().
AppPage {
    id: root

    required property string headline // "3 on this device only"
    required property string body
    required property string reachedText // "Practice last reached at 08:52 today"
    property string photosText // "2 photos still on this device", "" when none waits
    required property var steps // list, as above
    required property string totalText
    required property string total
    required property string recordsHeading
    required property var records // list model, as above
    required property string sendText // "Try to send 3 now", "" when nothing is to send
    required property var notices // list: see NoticeList
    property bool opensRecords: true
    property bool busy: false
    property string busyText
    property real progress: 0

    signal send()
    signal openRecord(string recordId)
    signal act(string noticeId)
    signal back()

    spacing: Style.gap16
    Keys.onEscapePressed: root.back()

    fixedTop: PageHeader {
        name: "sync"
        width: root.width
        title: qsTr("Where your records are")
        onBack: root.back()
    }
    NoticeList {
        notices: root.notices
        onAct: noticeId => root.act(noticeId)
    }
    Card {
        AppText {
            objectName: "syncHeadline"
            role: AppText.Display
            text: root.headline
        }
        AppText {
            text: root.body
        }
        IconLine {
            visible: root.reachedText !== ""
            iconName: "clock"
            lead: root.reachedText
            role: AppText.Label
            color: Style.ink2
            Stack.before: Style.gap4
        }
        IconLine {
            objectName: "syncPhotos"
            visible: root.photosText !== ""
            iconName: "camera"
            lead: root.photosText
            role: AppText.Label
            color: Style.ink2
        }
    }
    Card {
        spacing: Style.gap16
        padding: Style.gap16
        Repeater {
            id: ladder
            model: root.steps
            delegate: ReceiptStep {
                required property int index
                required property var modelData // one of steps, as above
                objectName: "receipt:" + modelData.stage
                stage: modelData.stage
                text: modelData.text
                count: modelData.count
                current: index === 0
                linked: modelData.stage !== "exported" && modelData.stage !== "held" && index < ladder.count - 1
            }
        }
        Rectangle {
            implicitHeight: Style.hairline
            color: Style.edge
        }
        HStack {
            AppText {
                role: AppText.BodyBold
                text: root.totalText
                Stack.fill: true
                leftPadding: 44
            }
            AppText {
                objectName: "syncTotal"
                role: AppText.Head
                text: root.total
            }
        }
    }
    SectionHeading {
        visible: rows.count > 0
        text: root.recordsHeading
        Stack.before: Style.gap8
    }
    RowGroup {
        visible: rows.count > 0
        Repeater {
            id: rows
            model: root.records
            delegate: ListRow {
                required property int index
                required property string recordId
                required property string name
                required property string time
                objectName: "record:" + recordId
                title: name
                trailing: time
                chevron: root.opensRecords
                enabled: root.opensRecords
                corner: Style.radiusCard
                last: index === rows.count - 1
                onClicked: root.openRecord(recordId)

                required iconName
            }
        }
    }
    fixedBottom: BottomBar {
        name: "sync"
        width: root.width
        maxWidth: Style.columnMax + Style.gap32
        visible: root.sendText !== "" || root.busy
        height: visible ? implicitHeight : 0
        primaryText: root.sendText
        primaryIcon: "sync"
        busy: root.busy
        busyText: root.busyText
        progress: root.progress
        onPrimary: root.send()
    }
}
