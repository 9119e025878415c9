import QtQuick
import Doorstep.Style
import Doorstep.Controls

// The store is not opened: what happened, what is safe, what next. Signal: act().
AppPage {
    id: root

    required property string title
    required property string heading
    required property string body
    required property string actionText
    property string actionIcon: "sync"

    signal act()

    AppText {
        role: AppText.Title
        text: root.title
        topPadding: Style.gap24
        bottomPadding: Style.gap8
        Accessible.role: Accessible.Heading
        Accessible.name: text
    }
    StopCard {
        name: "troubleAgain"
        heading: root.heading
        body: root.body
        actionText: root.actionText
        actionIcon: root.actionIcon
        onAct: root.act()
    }
}
