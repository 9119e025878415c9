pragma ComponentBehavior: Bound
import QtQuick
import Doorstep.Style
import Doorstep.Layout
import Doorstep.Controls

// How far a programme has come: everybody, then each register. Roles of `rows`: label, everybody, ours,
// elsewhere, refused, due, notEligible, percent. Signal: chooseProgramme(value).
DeskPage {
    id: root

    required property var programmes // list of {value, text}
    required property string programme
    required property var rows // list model with the roles above
    required property int everybody
    required property string asOf
    required property string factsText

    signal chooseProgramme(string value)

    name: "uptake"
    title: qsTr("Uptake")
    fact: root.everybody > 0 ? root.asOf : ""
    currentPanel: "registers"

    DeskPanel {
        name: "registers"
        title: qsTr("By register")
        list: DeskList {
            model: root.everybody > 0 ? root.rows : null
            above: VStack {
                spacing: Style.gap12
                ChipGroup {
                    group: "programme"
                    heading: ""
                    choices: root.programmes
                    current: root.programme
                    onChosen: value => root.chooseProgramme(value)
                }
                AppText {
                    role: AppText.Label
                    text: root.factsText
                    color: Style.ink2
                }
                EmptyState {
                    visible: root.everybody === 0
                    border.width: 0
                    iconName: "chart"
                    fact: qsTr("Nobody is on a register yet.")
                    nextStep: qsTr("Import a list of patients first.")
                }
            }
            delegate: UptakeLine {
                required label
                required everybody
                required ours
                required elsewhere
                required refused
                required due
                required notEligible
                required percent
                width: ListView.view.width
            }
        }
    }
}
