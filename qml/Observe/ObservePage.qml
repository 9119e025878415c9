import QtQuick
import Doorstep.Style
import Doorstep.Layout
import Doorstep.Controls

// One sheet of values with its own pad, always open. The page holds no value: keys leave as digit(),
// point(), erase(), advance(); a hardware keyboard sends the same. When the active value is a word,
// `choices` takes the pad's place. `message` is the sentence for an implausible value.
AppPage {
    id: root

    required property var patient // see PatientTop
    required property var systolic // a tile: see PressurePair
    required property var diastolic // a tile: see PressurePair
    required property string activeKey
    required property string posture
    required property string lastStrong
    required property string lastTail
    required property list<real> trend
    required property var tiles // list model: see TileGrid
    required property string message
    required property string messageTone // "stop" or "warn"
    required property string score // "" hides the NEWS2 card
    required property string scoreHeading
    required property string scoreMissing
    required property string scorePoints
    required property string scoreNext
    required property string scoreTone
    required property var choices // list of {value, text, detail}; empty for a number
    required property string choice
    required property string advanceText // "Next", "Save BP 142/84"
    required property bool advanceSaves
    required property bool advanceReady
    property bool pointShown: true
    property string deviceText: qsTr("Device") // "" when no device can be read
    readonly property bool wide: width >= Style.twoColumnsFrom
    readonly property bool typing: choices.length === 0
    // What a score asks for must not wait behind the pad; at large text it would leave the values no room.
    readonly property bool scoreStays: !wide && !Style.large && height >= 780

    signal back()
    signal chooseTile(string key)
    signal changePosture()
    signal digit(string figure)
    signal point()
    signal erase()
    signal notTaken()
    signal device()
    signal advance()
    signal chooseWord(string value)

    // A hardware keyboard is the pad; what it does not know goes on to the page.
    function take(key: int): bool {
        if (key === Qt.Key_Backspace || key === Qt.Key_Delete)
            return root.erase() ?? true;
        if (key === Qt.Key_Period || key === Qt.Key_Comma)
            return root.point() ?? true;
        if (key >= Qt.Key_0 && key <= Qt.Key_9)
            return root.digit(String(key - Qt.Key_0)) ?? true;
        return false;
    }

    Component.onCompleted: forceActiveFocus()
    Keys.onEscapePressed: root.back()
    Keys.onBackPressed: root.back()
    Keys.onReturnPressed: root.advance()
    Keys.onEnterPressed: root.advance()
    Keys.onPressed: event => event.accepted = root.typing && root.take(event.key)

    fixedTop: PatientTop {
        width: root.width
        patient: root.patient
        onBack: root.back()
    }
    PressurePair {
        systolic: root.systolic
        diastolic: root.diastolic
        activeKey: root.activeKey
        posture: root.posture
        lastStrong: root.lastStrong
        lastTail: root.lastTail
        trend: root.trend
        onChoose: key => root.chooseTile(key)
        onEntered: tile => root.scroll.show(tile)
        onChangePosture: root.changePosture()
    }
    IconLine {
        objectName: "observeMessage"
        visible: root.message !== ""
        iconName: "warning"
        strong: root.message
        color: root.messageTone === "stop" ? Style.stop : Style.warnInk
        iconColor: color
        role: AppText.Label
    }
    TileGrid {
        tiles: root.tiles
        activeKey: root.activeKey
        Stack.before: Style.gap8
        onChoose: key => root.chooseTile(key)
        onEntered: tile => root.scroll.show(tile)
    }
    Item {
        id: scorePlace
        visible: root.score !== "" && !root.scoreStays
        implicitHeight: news2.height
    }
    fixedSide: Item {
        id: beside
        width: root.wide ? 392 : 0
        height: parent.height
    }
    fixedBottom: Item {
        id: under
        width: root.width
        height: root.wide ? 0 : keys.y + keys.height
        News2Card {
            id: news2
            objectName: "news2"
            parent: root.scoreStays ? under : scorePlace
            x: root.scoreStays ? root.margin : 0
            width: parent.width - x * 2
            visible: root.score !== ""
            score: root.score
            heading: root.scoreHeading
            missing: root.scoreMissing
            points: root.scorePoints
            nextStep: root.scoreNext
            tone: root.scoreTone
        }
        Item { // one pad: beside the values when there is room, under them when there is not
            id: keys
            parent: root.wide ? beside : under
            width: parent.width
            height: root.typing ? pad.implicitHeight : tray.implicitHeight
            y: root.wide ? parent.height - height : root.scoreStays && root.score !== "" ? news2.height + Style.gap8 : 0
            NumericPad {
                id: pad
                anchors.fill: parent
                visible: root.typing
                advanceText: root.advanceText
                advanceIcon: root.advanceSaves ? "check" : "arrowRight"
                advanceReady: root.advanceReady
                deviceText: root.deviceText
                pointShown: root.pointShown
                onDigit: figure => root.digit(figure)
                onPoint: root.point()
                onErase: root.erase()
                onNotTaken: root.notTaken()
                onDevice: root.device()
                onAdvance: root.advance()
            }
            ChoiceTray {
                id: tray
                anchors.fill: parent
                visible: !root.typing
                choices: root.choices
                current: root.choice
                advanceText: root.advanceText
                advanceReady: root.advanceReady
                onChoose: value => root.chooseWord(value)
                onNotTaken: root.notTaken()
                onAdvance: root.advance()
            }
        }
    }
}
