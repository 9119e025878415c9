pragma ComponentBehavior: Bound
import QtQuick
import Doorstep.Style
import Doorstep.Layout
import Doorstep.Controls

// One patient, one occasion: who, what helps, getting in, the jobs, what to add, one Save. Two columns
// from 800 dp. `members`: the household, list of {visitId, text, chosen}, empty for one patient.
// `added`: notes, photos and follow-ups of this visit, list of {iconName, text, stage, receipt}.
AppPage {
    id: root

    required property var patient // see PatientTop
    required property var members // list, as above
    required property string helpsHeading
    required property var helps // list: see HelpsCard
    required property var ways // list: see GettingInCard
    required property string keySafe
    required property string keyCode
    required property var jobs // list model: see JobList
    required property string jobsFact // "0 of 3 jobs done"
    required property var notices // list: see NoticeList
    required property var added // list, as above
    required property string primaryText // "Give flu vaccine", "Save visit"
    required property bool primaryReady
    property string toastText
    property bool canUndo: false
    property bool canGoBack: true
    property bool offersPhoto: true // a device with a camera
    readonly property bool wide: width >= Style.twoColumnsFrom

    signal back()
    signal chooseMember(string visitId)
    signal openJob(string jobKey)
    signal undoJob(string jobKey)
    signal showCode()
    signal addNote()
    signal addPressure()
    signal addObservations()
    signal addPhoto()
    signal addFollowUp()
    signal openOutcome()
    signal primary()
    signal act(string noticeId)
    signal undo()
    signal toastGone()

    maxWidth: wide ? 1200 : Style.columnMax
    Keys.onEscapePressed: root.back()
    Keys.onBackPressed: root.back()

    fixedTop: PatientTop {
        width: root.width
        patient: root.patient
        full: true
        canGoBack: root.canGoBack
        onBack: root.back()
    }
    BandMore { patient: root.patient }
    Flow {
        visible: root.members.length > 0
        spacing: Style.gap8
        Repeater {
            model: root.members
            delegate: ChoiceBox {
                required property var modelData // a member, as above
                objectName: "member:" + modelData.visitId
                text: modelData.text
                iconName: modelData.chosen ? "" : "person"
                leftAligned: false
                chosen: modelData.chosen
                implicitHeight: Math.max(Style.target, implicitContentHeight + topPadding + bottomPadding)
                onClicked: root.chooseMember(modelData.visitId)
            }
        }
    }
    CellGrid {
        columns: root.wide ? 2 : 1
        stretch: false
        columnSpacing: Style.gap16
        spacing: Style.gap16

        VStack {
            spacing: Style.gap16
            NoticeList {
                notices: root.notices
                onAct: noticeId => root.act(noticeId)
            }
            HelpsCard {
                heading: root.helpsHeading
                helps: root.helps
            }
            GettingInCard {
                ways: root.ways
                keySafe: root.keySafe
                code: root.keyCode
                onShowCode: root.showCode()
            }
        }
        VStack {
            spacing: Style.gap8
            SectionHeading {
                visible: root.jobsFact !== ""
                text: qsTr("This visit")
                fact: root.jobsFact
            }
            JobList {
                jobs: root.jobs
                onOpen: jobKey => root.openJob(jobKey)
                onUndo: jobKey => root.undoJob(jobKey)
            }
            SectionHeading {
                text: qsTr("Add")
                Stack.before: Style.gap16
            }
            Flow {
                spacing: Style.gap8
                SecondaryButton { objectName: "visitAddNote"; text: qsTr("Note"); iconName: "pencil"; onClicked: root.addNote() }
                SecondaryButton { objectName: "visitAddPressure"; text: qsTr("Blood pressure"); iconName: "pulse"; onClicked: root.addPressure() }
                SecondaryButton { objectName: "visitAddObservations"; text: qsTr("Observations"); iconName: "chart"; onClicked: root.addObservations() }
                SecondaryButton { objectName: "visitAddPhoto"; visible: root.offersPhoto; text: qsTr("Photo"); iconName: "camera"; onClicked: root.addPhoto() }
                SecondaryButton { objectName: "visitAddFollowUp"; text: qsTr("Follow-up"); iconName: "flag"; onClicked: root.addFollowUp() }
            }
            Repeater {
                model: root.added
                delegate: Pair {
                    id: addition
                    required property var modelData // one of added, as above
                    spacing: Style.gap8
                    IconLine {
                        iconName: addition.modelData.iconName
                        lead: addition.modelData.text
                    }
                    ReceiptChip {
                        stage: addition.modelData.stage
                        text: addition.modelData.receipt
                    }
                }
            }
        }
    }
    fixedBottom: BottomBar {
        name: "visit"
        width: root.width
        maxWidth: root.wide ? Math.min(root.width - root.margin * 2, 1200) + Style.gap32 : root.width
        primaryText: root.primaryText
        primaryIcon: "arrowRight"
        primaryIconAfter: true
        primaryReady: root.primaryReady
        secondaryText: root.wide ? qsTr("Not in, or other") : qsTr("Not in, other")
        secondaryIcon: "door"
        stacked: !root.wide
        onPrimary: root.primary()
        onSecondary: root.openOutcome()
    }
    toast: Toast {
        text: root.toastText
        canUndo: root.canUndo
        onUndo: root.undo()
        onDone: root.toastGone()
    }
}
