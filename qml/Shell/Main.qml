import QtQuick
import Doorstep.App
import Doorstep.Style

// The window of the app on a phone or tablet. The root view-model comes as an initial property.
Window {
    id: root

    required property AppViewModel app
    readonly property var keyboard: Qt.inputMethod // the platform's input method, a plain QObject to QML
    readonly property bool systemDark: palette.window.hslLightness < 0.5

    width: 412
    height: 915
    minimumWidth: 320
    minimumHeight: 480
    visible: true
    title: qsTr("Doorstep")
    color: Style.bg

    SystemPalette { id: palette }

    Binding {
        target: Style
        property: "textScale"
        value: root.app.settings.textScale
    }
    Binding {
        target: Style
        property: "reduceMotion"
        value: root.app.settings.reduceMotion
    }
    Binding {
        target: Style
        property: "dark"
        value: root.app.settings.theme === "dark" || (root.app.settings.theme === "system" && root.systemDark)
    }

    ShellView {
        app: root.app
        width: parent.width
        // The keyboard of the device covers the lower part of the window: the bar stands on it.
        height: parent.height - (root.keyboard.visible ? root.keyboard.keyboardRectangle.height / Screen.devicePixelRatio : 0)
    }
}
