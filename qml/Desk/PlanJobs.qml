pragma ComponentBehavior: Bound
import QtQuick
import Doorstep.Layout
import Doorstep.Controls

// What is done at the selected stop, patient by patient, and what is done at every stop. `atStop`: list of
// {patientId, name, jobs}; jobs and `forAll`: list of {value, text, detail, chosen}. Signals:
// jobToggled(patientId, job), jobToggledForAll(job), primary() and close() both leave it as it stands.
Sheet {
    id: root

    required property string stopTitle
    required property var atStop // list, as above
    required property var forAll // list, as above

    signal jobToggled(string patientId, string job)
    signal jobToggledForAll(string job)

    name: "planJobs"
    title: stopTitle
    bar.primaryText: qsTr("Back to the plan")

    Repeater {
        model: root.atStop
        delegate: JobPart {
            id: person
            required property var modelData // one of atStop
            heading: root.atStop.length > 1 ? modelData.name : qsTr("At this stop")
            group: "planJob:" + modelData.patientId
            jobs: modelData.jobs
            onToggled: job => root.jobToggled(person.modelData.patientId, job)
        }
    }
    JobPart {
        heading: qsTr("Everybody on this round")
        group: "planJobForAll"
        jobs: root.forAll
        onToggled: job => root.jobToggledForAll(job)
    }

    component JobPart: VStack {
        id: part
        required property string heading
        required property string group
        required property var jobs // list of {value, text, detail, chosen}
        signal toggled(string job)
        spacing: 0
        AppText { role: AppText.BodyBold; text: part.heading }
        Repeater {
            model: part.jobs
            delegate: CheckRow {
                required property var modelData // one of jobs
                objectName: part.group + ":" + modelData.value
                text: modelData.text
                detail: modelData.detail
                ticked: modelData.chosen
                onClicked: part.toggled(modelData.value)
            }
        }
    }
}
