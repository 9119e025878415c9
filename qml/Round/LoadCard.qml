pragma ComponentBehavior: Bound
import QtQuick
import Doorstep.Style
import Doorstep.Layout
import Doorstep.Controls

// What is in the box, counted by hand against the load. Roles: batchId, product, batch, expected,
// counted, tone. Signal: count(batchId, by) with by -1 or 1.
Card {
    id: root

    required property string heading // "Box 2: 15 doses"
    required property var loads // list model with the roles above

    signal count(string batchId, int by)

    AppText {
        role: AppText.Head
        text: root.heading
        Accessible.role: Accessible.Heading
        Accessible.name: text
    }
    Repeater {
        model: root.loads
        delegate: VStack {
            id: load
            required property string batchId
            required property string product
            required property string batch
            required property string expected
            required property string counted
            required property string tone
            AppText {
                role: AppText.BodyBold
                text: load.product
            }
            AppText {
                role: AppText.Label
                text: load.batch
                color: Style.ink2
            }
            HStack {
                spacing: Style.gap8
                IconLine {
                    iconName: load.tone === "ok" ? "check" : "warning"
                    lead: load.expected
                    role: AppText.Label
                    color: Style.toneInk(load.tone)
                    iconColor: Style.toneEdge(load.tone)
                    spacing: Style.gap4
                    Stack.fill: true
                }
                Stepper {
                    name: "load:" + load.batchId
                    label: load.product
                    value: load.counted
                    onLess: root.count(load.batchId, -1)
                    onMore: root.count(load.batchId, 1)
                }
            }
        }
    }
}
