import QtQuick
import Doorstep.App
import Doorstep.Style
import Doorstep.Controls

// The store cannot be opened now: what happened, what is safe, what next. Nothing is deleted here.
AppPage {
    id: root

    required property AppViewModel app

    objectName: "screen:trouble"

    AppText {
        role: AppText.Title
        text: qsTr("This device cannot open its records")
        topPadding: Style.gap24
        bottomPadding: Style.gap8
        Accessible.role: Accessible.Heading
        Accessible.name: text
    }
    StopCard {
        name: "troubleAgain"
        heading: root.app.troubleHeading
        body: root.app.troubleBody
        actionText: qsTr("Try again")
        actionIcon: "sync"
        onAct: root.app.startAgain()
    }
}
