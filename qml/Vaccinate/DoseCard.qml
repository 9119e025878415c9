import QtQuick
import Doorstep.Style
import Doorstep.Layout
import Doorstep.Controls

// One vaccine to give: what, from which batch, where on the body. Batch is preset from the box and says
// so; the site never is. Signals: changeVaccine(), scan(), chooseSite(value), remove(), act(noticeId).
VStack {
    id: root

    required property string doseId
    required property string heading // "Vaccine from box 2"
    required property string product // "Flu aTIV 0.5 ml, into muscle"
    required property string batch // "Batch FX7K231"
    required property string batchFact // "Expires 31 May 2027 · 12 left"
    required property string siteHeading // "Which arm?"
    required property var sites // list: see SegmentedChoice; the patient's left stands at the left
    required property string site
    required property var notices // list: see NoticeList
    property bool removable: false
    readonly property Item siteItem: siteChoice // where a missing site is chosen

    signal changeVaccine()
    signal scan()
    signal chooseSite(string value)
    signal removeDose()
    signal act(string noticeId)

    spacing: Style.gap8

    Card {
        SectionHeading {
            text: root.heading
            actionText: root.removable ? qsTr("Not today") : qsTr("Change")
            actionName: "doseChange:" + root.doseId
            onAction: root.removable ? root.removeDose() : root.changeVaccine()
        }
        AppText {
            text: root.product
        }
        Pair {
            spacing: Style.gap8
            VStack {
                spacing: 0
                AppText {
                    objectName: "doseBatch:" + root.doseId
                    role: AppText.Head
                    text: root.batch
                }
                AppText {
                    role: AppText.Label
                    text: root.batchFact
                    color: Style.ink2
                }
            }
            SecondaryButton {
                objectName: "doseScan:" + root.doseId
                text: qsTr("Scan")
                iconName: "scan"
                leftPadding: Style.gap16
                rightPadding: Style.gap16
                onClicked: root.scan()
            }
        }
        NoticeList {
            notices: root.notices
            onAct: noticeId => root.act(noticeId)
        }
    }
    Card {
        AppText {
            role: AppText.Head
            text: root.siteHeading
        }
        SegmentedChoice {
            id: siteChoice
            name: "site:" + root.doseId
            options: root.sites
            current: root.site
            onChosen: value => root.chooseSite(value)
        }
    }
}
