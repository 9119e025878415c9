import QtQuick
import Doorstep.Style
import Doorstep.Layout

// Who is open: the only dark blue surface. Full (Visit) adds the address and when identity was checked;
// compact stays on every other screen of the patient. Names wrap, nothing is cut. At large text the
// address and the check move to the page (BandMore) and scroll away. The allergy strip is part of the band,
// so no screen can show one without the other: a name too long for half a screen scrolls above it.
// Signal: back().
Rectangle {
    id: root

    required property string patientName // "THISTLEWOOD, Mabel (Mrs)"
    required property string born // "14 Mar 1942"
    required property string age // "84 y"
    required property string sex
    required property string nhsNumber // "999 012 3454"
    required property string allergyState // "known", "none", "notRecorded"
    required property string allergies // known: the list; none: when and by whom checked
    property string allergiesMore // "and 3 more": opens allAllergies
    property string allAllergies
    property string address
    property string identity // "Identity checked 10:41"
    property bool full: false
    property bool canGoBack: true
    property real insetTop: Style.insetTop // 0 where the band does not stand at the top of the screen
    readonly property bool oneLine: Window.height > 0 && Window.height < 480 && !Style.large

    signal back()

    color: Style.band
    implicitHeight: view.height + strip.implicitHeight

    readonly property real room: Math.max(120, Math.floor(Window.height / 2) - strip.implicitHeight)

    Flickable {
        id: view
        width: root.width
        height: Math.min(contentHeight, root.room)
        contentHeight: body.y + body.implicitHeight + Style.gap12
        interactive: contentHeight > height
        boundsBehavior: Flickable.StopAtBounds
        clip: interactive

        HStack {
            id: body
            x: root.canGoBack ? Style.gap4 : Style.gap24
            y: root.insetTop + Style.gap8
            width: root.width - x - Style.gap16
            spacing: 0

            IconButton {
                objectName: "bandBack"
                visible: root.canGoBack
                text: qsTr("Back")
                iconName: "chevronLeft"
                color: Style.bandFg
                pressedColor: Style.brandPressed
                Stack.top: true
                onClicked: root.back()
            }
            VStack {
                Stack.fill: true
                spacing: 0
                Stack.top: true
                AppText {
                    objectName: "bandName"
                    role: Style.large ? AppText.Head : AppText.Title
                    text: root.patientName
                    color: Style.bandFg
                    Accessible.role: Accessible.Heading
                    Accessible.name: text
                }
                Flow {
                    id: facts
                    spacing: 0
                    BandFact { lead: qsTr("Born "); strong: root.born; rightPadding: 6 }
                    BandFact { lead: "(" + root.age + ")" }
                    BandFact { lead: root.sex }
                    BandFact { lead: qsTr("NHS "); strong: root.nhsNumber }
                    BandFact { visible: root.full && root.identity !== "" && !Style.large; lead: root.identity }
                }
                AppText {
                    visible: root.full && root.address !== "" && !root.oneLine && !Style.large
                    role: AppText.Label
                    text: root.address
                    color: Style.bandFg2
                }
            }
        }
        ScrollMark {
            view: view
            color: Style.bandFg2
        }
    }
    AllergyStrip {
        id: strip
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
        allergyState: root.allergyState
        allergies: root.allergies
        more: root.allergiesMore
        all: root.allAllergies
    }

    component BandFact: EmphasisText {
        role: AppText.Label
        color: Style.bandFg
        width: Math.min(implicitWidth, parent ? parent.width : implicitWidth)
        rightPadding: Style.gap16
    }
}
