import QtQuick
import Doorstep.Style
import Doorstep.Layout
import Doorstep.Controls

// Systolic over diastolic, the last readings and their trend. `systolic` and `diastolic`:
// {key, label, value, unit, status}. Signals: choose(key), changePosture().
VStack {
    id: root

    required property var systolic // a tile, as above
    required property var diastolic // a tile, as above
    required property string activeKey
    required property string posture // "Left arm, sitting"
    required property string lastStrong // "148/82"
    required property string lastTail // " 3 Sep 2026, 152/84 12 Jun"
    required property list<real> trend

    signal choose(string key)
    signal entered(Item tile) // the value now typed: keep it in view
    signal changePosture()

    spacing: Style.gap8

    SectionHeading {
        text: qsTr("Blood pressure")
        actionText: root.posture
        actionName: "observePosture"
        onAction: root.changePosture()
    }
    HStack {
        spacing: Style.gap8
        MeasureTile {
            objectName: "tile:" + root.systolic.key
            label: root.systolic.label
            value: root.systolic.value
            unit: ""
            status: root.systolic.status
            active: root.activeKey === root.systolic.key
            large: true
            Stack.fill: true
            onClicked: root.choose(root.systolic.key)
            onActiveChanged: if (active) root.entered(this)
        }
        AppText {
            role: AppText.Num
            text: "/"
            color: Style.ink2
        }
        MeasureTile {
            objectName: "tile:" + root.diastolic.key
            label: root.diastolic.label
            value: root.diastolic.value
            unit: ""
            status: root.diastolic.status
            active: root.activeKey === root.diastolic.key
            large: true
            Stack.fill: true
            onClicked: root.choose(root.diastolic.key)
            onActiveChanged: if (active) root.entered(this)
        }
        AppText {
            visible: !Style.large
            role: AppText.Label
            text: root.systolic.unit
            color: Style.ink2
        }
    }
    HStack {
        visible: root.lastStrong !== ""
        EmphasisText {
            role: AppText.Label
            lead: qsTr("Last ")
            strong: root.lastStrong
            tail: root.lastTail
            Stack.fill: true
        }
        TrendLine { points: root.trend }
    }
}
