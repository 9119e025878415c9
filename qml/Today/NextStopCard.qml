pragma ComponentBehavior: Bound
import QtQuick
import Doorstep.Style
import Doorstep.Layout
import Doorstep.Controls

// The next stop, large: when, where, who, what to do there and what to know before the bell.
// `people`: list of {visitId, person, jobs}. Signal: openJob(visitId, key).
Card {
    id: root

    required property string label // "Next: stop 8"
    required property string window // "10:45 to 11:15"
    required property string address
    required property string household // "Thistlewood household, 2 patients · 0.8 miles"
    required property var people // list of people, as above
    required property var tags // see TagFlow

    signal openJob(string visitId, string key)

    next: true
    spacing: Style.gap4

    Pair {
        spacing: Style.gap8
        Tag {
            text: root.label
            iconName: "arrowRight"
            tone: "brand"
            Stack.keep: true
        }
        HStack {
            spacing: Style.gap8
            AppIcon { name: "clock"; size: 20 }
            AppText {
                role: AppText.BodyBold
                text: root.window
                Stack.fill: true
            }
        }
    }
    AppText {
        objectName: "nextAddress"
        role: AppText.Title
        text: root.address
        Stack.before: Style.gap8
    }
    AppText {
        role: AppText.Label
        text: root.household
        color: Style.ink2
    }
    Rectangle {
        implicitHeight: Style.hairline
        color: Style.line
        Stack.before: Style.gap8
    }
    Repeater {
        model: root.people
        delegate: PersonJobs {
            required property var modelData // one of people, as above
            visitId: modelData.visitId
            person: modelData.person
            jobs: modelData.jobs
            onOpenJob: (visitId, key) => root.openJob(visitId, key)
        }
    }
    TagFlow {
        visible: root.tags.length > 0
        tags: root.tags
        Stack.before: Style.gap4
    }
}
