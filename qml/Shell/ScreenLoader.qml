import QtQuick
import Doorstep.App
import Doorstep.Style

// Shows one screen file of this module, made anew on each change with `app` as its required property.
// An empty file shows nothing and holds nothing of a patient.
Loader {
    id: root

    required property AppViewModel app
    required property string file

    onFileChanged: show()
    Component.onCompleted: show()
    onLoaded: {
        (root.item as Item).forceActiveFocus();
        entrance.restart();
    }

    function show(): void {
        if (file === "")
            source = "";
        else
            setSource(file + ".qml", { app: root.app });
    }

    NumberAnimation {
        id: entrance
        target: root
        property: "opacity"
        from: Style.reduceMotion ? 1 : 0.4
        to: 1
        duration: Style.pressMs
        easing.type: Easing.OutQuad
    }
}
