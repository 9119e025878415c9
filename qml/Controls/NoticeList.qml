pragma ComponentBehavior: Bound
import QtQuick
import Doorstep.Style
import Doorstep.Layout

// The stops and warnings of one decision, most serious first as given. `notices`: list of
// {noticeId, kind: "stop" | "warn", heading, body, who, actionText, actionIcon}.
// Signal: act(noticeId). Each button is named "notice:<noticeId>".
VStack {
    id: root

    required property var notices // list of notices, as above

    signal act(string noticeId)

    spacing: Style.gap8
    visible: notices.length > 0

    Repeater {
        model: root.notices
        delegate: NoticeCard {
            required property var modelData // a notice, as above
            readonly property bool stops: modelData.kind === "stop"
            name: "notice:" + modelData.noticeId
            tone: stops ? "stop" : "warn"
            iconName: stops ? "no" : "warning"
            heading: modelData.heading
            body: modelData.body
            who: modelData.who ?? ""
            actionText: modelData.actionText ?? ""
            actionIcon: modelData.actionIcon ?? ""
            onAct: root.act(modelData.noticeId)
        }
    }
}
