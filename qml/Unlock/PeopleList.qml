pragma ComponentBehavior: Bound
import QtQuick
import Doorstep.Style
import Doorstep.Controls

// Who works with this device. Roles: personId, name, duty, initials. Signals: choose(personId), others().
RowGroup {
    id: root

    required property var people // list model with the roles above
    required property string chosen
    property string othersText // "6 more people"

    signal choose(string personId)
    signal others()

    Repeater {
        id: rows
        model: root.people
        delegate: ListRow {
            required property int index
            required property string personId
            required property string name
            required property string duty
            objectName: "person:" + personId
            title: name
            under: duty
            selected: root.chosen === personId
            corner: Style.radiusCard
            last: index === rows.count - 1 && root.othersText === ""
            onClicked: root.choose(personId)

            required initials
        }
    }
    ListRow {
        objectName: "otherPeople"
        visible: root.othersText !== ""
        title: qsTr("Someone else")
        under: root.othersText
        iconName: "people"
        last: true
        onClicked: root.others()
    }
}
