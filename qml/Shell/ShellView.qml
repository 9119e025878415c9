import QtQuick
import Doorstep.App
import Doorstep.Style

// The shell: one column on a phone, two panes from 840 dp, one whole page for what has no list beside it.
// It knows only which screen the root view-model names. The desk is one whole page.
FocusScope {
    id: root

    required property AppViewModel app
    readonly property bool wide: width >= Style.twoPanesFrom
    readonly property int screen: app.screen
    readonly property bool atHome: screen === AppViewModel.Today
    readonly property bool inRound: screen >= AppViewModel.Today && screen <= AppViewModel.Find
    readonly property real listWidth: Math.min(440, Math.max(360, width * 0.34))

    // One file a screen; Today is the list itself, and beside it the next stop when there is room.
    readonly property var files: ({ // keyed by the enum's numbers: QML has no typed map
            [AppViewModel.Starting]: "StartingScreen",
            [AppViewModel.Trouble]: "TroubleScreen",
            [AppViewModel.Enrol]: "EnrolScreen",
            [AppViewModel.Unlock]: "UnlockScreen",
            [AppViewModel.Damaged]: "DamagedScreen",
            [AppViewModel.Visit]: "VisitScreen",
            [AppViewModel.Vaccinate]: "VaccinateScreen",
            [AppViewModel.Observe]: "ObserveScreen",
            [AppViewModel.Note]: "NoteScreen",
            [AppViewModel.Find]: "FindScreen",
            [AppViewModel.BeforeYouGo]: "BeforeYouGoScreen",
            [AppViewModel.EndOfRound]: "EndOfRoundScreen",
            [AppViewModel.Sync]: "SyncScreen",
            [AppViewModel.Settings]: "SettingsScreen",
            [AppViewModel.Desk]: "DeskScreen",
            [AppViewModel.Capture]: "CaptureScreen"
        })

    function fileOf(screen: int): string {
        if (screen === AppViewModel.Today)
            return root.wide ? "NextPane" : "";
        return root.files[screen] ?? "";
    }

    focus: true
    Keys.onBackPressed: root.app.back()
    Keys.onEscapePressed: root.app.back()

    Loader { // the list of the round: kept while a patient of it is open, dropped when locked
        id: list
        active: root.inRound
        visible: root.wide || root.atHome
        enabled: visible
        width: root.wide ? root.listWidth : root.width
        height: root.height
        Component.onCompleted: setSource("TodayScreen.qml", { app: root.app })
        Binding {
            target: list.item
            property: "pane"
            value: root.wide
            when: list.item !== null
        }
        Binding {
            target: list.item
            property: "beside"
            value: root.wide && !root.atHome
            when: list.item !== null
        }
    }
    Rectangle {
        visible: root.wide && root.inRound
        x: root.listWidth
        width: Style.hairline
        height: root.height
        color: Style.edge
        z: 1
    }
    ScreenLoader {
        app: root.app
        file: root.fileOf(root.screen)
        x: root.wide && root.inRound ? root.listWidth : 0
        width: root.width - x
        height: root.height
    }
    SaveTroubleSheet {
        error: root.app.lastSave.error
        z: 5
        onPrimary: root.app.lastSave.errorSeen()
        onClose: root.app.lastSave.errorSeen()
    }
}
