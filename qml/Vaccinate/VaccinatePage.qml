pragma ComponentBehavior: Bound
import QtQuick
import Doorstep.Style
import Doorstep.Layout
import Doorstep.Controls

// One page from the question to the needle: check, batch, site, Save. Phase: "ask" before the confirm,
// "each" question on its own, "checked" after. `doses` roles: see DoseCard, plus removable.
// `offers`: other vaccines due now, list of {value, text}. A tap on a bar that is not ready shows the gap.
AppPage {
    id: root

    required property var patient // see PatientTop
    required property string helps // one line of "What helps", "" for none
    required property string phase
    required property string askHeading
    required property string identity
    required property string questionsLead
    required property var questions // list: see AskCard
    required property string consentAsk
    required property string clearText
    required property string differentText
    required property string checkedHeading
    required property var checkedLines // list: see CheckedCard
    required property string consent
    required property var askNotices // list: see NoticeList
    required property var doses // list model, as above
    required property var offers // list, as above
    required property string authorityLead // "PGD flu v3.1"
    required property string authorityTail // " valid to 31 Mar 2027, signed by you"
    required property var authorityNotices // list: see NoticeList
    required property string saveText
    required property bool saveReady
    readonly property bool wide: width >= Style.twoColumnsFrom

    signal back()
    signal allClear()
    signal different()
    signal answer(string questionId, string value)
    signal changeAnswers()
    signal changeConsent()
    signal changeVaccine(string doseId)
    signal scanBatch(string doseId)
    signal chooseSite(string doseId, string value)
    signal removeDose(string doseId)
    signal addDose(string value)
    signal act(string noticeId)
    signal save()

    function showGap(): void {
        let missing = phase === "checked" ? null : askCard;
        for (let i = 0; !missing && i < doseCards.count; ++i) {
            const card = doseCards.itemAt(i) as DoseCard;
            missing = card.site === "" ? card.siteItem : null;
        }
        if (missing)
            scrollTo(missing);
    }

    maxWidth: wide ? 1200 : Style.columnMax
    Keys.onEscapePressed: root.back()
    Keys.onBackPressed: root.back()

    fixedTop: PatientTop {
        width: root.width
        patient: root.patient
        onBack: root.back()
    }
    CellGrid {
        columns: root.wide ? 2 : 1
        stretch: false
        columnSpacing: Style.gap16
        spacing: Style.gap8

        VStack {
            spacing: Style.gap8
            Card {
                visible: root.helps !== ""
                tone: "adj"
                padding: Style.gap8
                IconLine {
                    iconName: "ear"
                    strong: root.helps
                    role: AppText.Label
                    color: Style.adjInk
                    iconColor: Style.adj
                }
            }
            AskCard {
                id: askCard
                visible: root.phase !== "checked"
                heading: root.askHeading
                identity: root.identity
                questionsLead: root.questionsLead
                questions: root.questions
                consent: root.consentAsk
                clearText: root.clearText
                differentText: root.differentText
                each: root.phase === "each"
                onAllClear: root.allClear()
                onDifferent: root.different()
                onAnswer: (questionId, value) => root.answer(questionId, value)
            }
            CheckedCard {
                visible: root.phase === "checked"
                heading: root.checkedHeading
                lines: root.checkedLines
                consent: root.consent
                onChangeAnswers: root.changeAnswers()
                onChangeConsent: root.changeConsent()
            }
            NoticeList {
                notices: root.askNotices
                onAct: noticeId => root.act(noticeId)
            }
        }
        VStack {
            spacing: Style.gap8
            Repeater {
                id: doseCards
                model: root.doses
                delegate: DoseCard {
                    id: dose
                    onChangeVaccine: root.changeVaccine(dose.doseId)
                    onScan: root.scanBatch(dose.doseId)
                    onChooseSite: value => root.chooseSite(dose.doseId, value)
                    onRemoveDose: root.removeDose(dose.doseId)
                    onAct: noticeId => root.act(noticeId)

                    required doseId
                    required heading
                    required product
                    required batch
                    required batchFact
                    required siteHeading
                    required sites
                    required site
                    required notices
                    required removable
                }
            }
            ChipGroup {
                group: "offer"
                heading: qsTr("Also due today")
                choices: root.offers
                current: ""
                onChosen: value => root.addDose(value)
            }
            NoticeList {
                notices: root.authorityNotices
                onAct: noticeId => root.act(noticeId)
            }
            IconLine {
                objectName: "authorityLine"
                visible: root.authorityLead !== ""
                iconName: "shield"
                strong: root.authorityLead
                tail: root.authorityTail
                role: AppText.Label
                iconColor: Style.ok
            }
        }
    }
    fixedBottom: BottomBar {
        name: "vaccinate"
        width: root.width
        maxWidth: root.wide ? Math.min(root.width - root.margin * 2, 1200) + Style.gap32 : root.width
        primaryText: root.saveText
        primaryIcon: "check"
        primaryReady: root.saveReady
        onPrimary: {
            root.save();
            if (!root.saveReady)
                root.showGap();
        }
    }
}
