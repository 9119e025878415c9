pragma Singleton
import QtQuick

// The only singleton of the screens: colours, type, sizes and times. No hex, font or duration stands
// outside this file. The shell sets the five properties marked "set"; every screen only reads.
QtObject {
    id: root

    // Set by the shell from the person's settings and the platform.
    property bool dark: false
    property real textScale: 1.0 // 1.0 to 2.0
    property bool reduceMotion: false
    property real insetTop: 0 // status bar or notch, dp
    property real insetBottom: 0 // gesture bar, dp

    // From 150 % on, pairs stack: label over value, choices become full-width rows.
    readonly property bool large: textScale >= 1.5

    // Surfaces and ink.
    readonly property color bg: dark ? "#0B151D" : "#F0F4F5"
    readonly property color surface: dark ? "#152430" : "#FFFFFF"
    readonly property color sunk: dark ? "#1E3140" : "#E8EDEE"
    readonly property color ink: dark ? "#F0F4F5" : "#212B32"
    readonly property color ink2: dark ? "#B3C2CC" : "#425563"
    readonly property color line: dark ? "#2B4050" : "#D8DDE0"
    readonly property color edge: dark ? "#7F95A4" : "#6B7D8A"

    // Brand: solid does something, tint with a thick edge and a tick is chosen.
    readonly property color brand: dark ? "#6FB6F7" : "#005EB8"
    readonly property color brandFg: dark ? "#06131D" : "#FFFFFF"
    readonly property color brandPressed: dark ? "#9CCDFA" : "#003F87"
    readonly property color brandTint: dark ? "#12304A" : "#E5F0FA"
    readonly property color brandInk: dark ? "#B9DCFB" : "#003087"

    // The patient band; no other surface is dark blue.
    readonly property color band: dark ? "#0A2C66" : "#003087"
    readonly property color bandFg: "#FFFFFF"
    readonly property color bandFg2: dark ? "#C9DAF2" : "#D6E2F4"

    readonly property color ok: dark ? "#5CCB8C" : "#007F3B"
    readonly property color okFg: dark ? "#06131D" : "#FFFFFF"
    readonly property color okTint: dark ? "#103425" : "#E3F2E9"
    readonly property color okInk: dark ? "#A5E6C1" : "#005A2A"
    readonly property color stop: dark ? "#FF8F85" : "#D5281B"
    readonly property color stopFg: dark ? "#06131D" : "#FFFFFF"
    readonly property color stopTint: dark ? "#451A19" : "#FCEAE8"
    readonly property color stopInk: dark ? "#FFC9C4" : "#9B1A10"
    readonly property color warn: "#FFB81C"
    readonly property color warnFg: "#212B32"
    readonly property color warnTint: dark ? "#3C2E0C" : "#FFF3D6"
    readonly property color warnInk: dark ? "#FFD98A" : "#5F4200"
    readonly property color adj: dark ? "#C6ABF3" : "#5B2A9D"
    readonly property color adjTint: dark ? "#2C2145" : "#F1EBF9"
    readonly property color adjInk: dark ? "#E4D6FB" : "#3C1570"

    readonly property color focus: "#FFEB3B"
    readonly property color focusInk: "#212B32"
    readonly property color toast: dark ? "#F0F4F5" : "#212B32"
    readonly property color toastFg: dark ? "#212B32" : "#FFFFFF"
    readonly property color toastAct: dark ? "#005EB8" : "#A9D4FA"
    readonly property color toastOk: dark ? "#007F3B" : "#A5E6C1"
    readonly property color scrim: dark ? "#CC000000" : "#99101A21"

    // Sizes in dp.
    readonly property int gap4: 4
    readonly property int gap8: 8
    readonly property int gap12: 12
    readonly property int gap16: 16
    readonly property int gap24: 24
    readonly property int gap32: 32
    readonly property int gap48: 48
    readonly property int target: 48 // least height and width of anything tappable
    readonly property int targetVisit: 56 // anything used with gloves on, during a visit
    readonly property int radiusTag: 4
    readonly property int radiusControl: 8
    readonly property int radiusCard: 12
    readonly property int radiusSheet: 16
    readonly property int hairline: 1
    readonly property int edgeWidth: 2
    readonly property int chosenWidth: 3

    // Where one column becomes two panes, and a pane two columns.
    readonly property int twoPanesFrom: 840
    readonly property int twoColumnsFrom: 800
    readonly property int narrow: 330 // a column of a small phone
    readonly property int columnMax: 560

    readonly property int pressMs: reduceMotion ? 0 : 120
    readonly property int pageMs: reduceMotion ? 0 : 200
    readonly property int toastMs: 8000

    // Type: sizes x text scale. Noto Sans, Regular and Bold, is bundled: no other family is used.
    readonly property string family: regularFace.name
    readonly property font display: face(30, true)
    readonly property font title: face(22, true)
    readonly property font head: face(19, true)
    readonly property font body: face(17, false)
    readonly property font bodyBold: face(17, true)
    readonly property font label: face(15, false)
    readonly property font labelBold: face(15, true)
    readonly property font small: face(14, false)
    readonly property font smallBold: face(14, true)
    readonly property font num: face(32, true)
    readonly property font numXl: face(44, true)
    readonly property font value: face(22, true)

    // Keys of a pad keep their size at any text scale; the digits are large already.
    readonly property font keyDigit: fixedFace(32)
    readonly property font keySolid: fixedFace(19)
    readonly property font keyWord: fixedFace(15)
    readonly property font keySmall: fixedFace(14)
    // The same by AppText.Role, in its order.
    readonly property var faces: [display, title, head, body, bodyBold, label, labelBold, small, // QML has no list<font>
        smallBold, value, num, numXl]
    readonly property list<real> lineHeights: [36, 28, 24, 24, 24, 20, 20, 20, 20, 28, 40, 48]

    readonly property FontLoader regularFace: FontLoader {
        source: "fonts/NotoSans-Regular.ttf"
    }
    readonly property FontLoader boldFace: FontLoader {
        source: "fonts/NotoSans-Bold.ttf"
    }

    function face(size: int, bold: bool): font {
        return Qt.font({
            family: root.family,
            pixelSize: Math.round(size * root.textScale),
            bold: bold
        });
    }

    function fixedFace(size: int): font {
        return Qt.font({ family: root.family, pixelSize: size, bold: true });
    }

    // The four colours of a tone: "neutral", "brand", "ok", "warn", "stop" or "adj".
    function tint(tone: string): color {
        switch (tone) {
        case "brand": return root.brandTint;
        case "ok": return root.okTint;
        case "warn": return root.warnTint;
        case "stop": return root.stopTint;
        case "adj": return root.adjTint;
        default: return root.sunk;
        }
    }
    function toneInk(tone: string): color {
        switch (tone) {
        case "brand": return root.brandInk;
        case "ok": return root.okInk;
        case "warn": return root.warnInk;
        case "stop": return root.stopInk;
        case "adj": return root.adjInk;
        default: return root.ink;
        }
    }
    function toneEdge(tone: string): color {
        switch (tone) {
        case "brand": return root.brand;
        case "ok": return root.ok;
        case "warn": return root.warnInk;
        case "stop": return root.stop;
        case "adj": return root.adj;
        default: return root.edge;
        }
    }
}
