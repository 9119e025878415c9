#include "app/viewmodels/words/record_words.h"

#include <QCoreApplication>
#include <algorithm>
#include <array>

namespace doorstep::app::words {

namespace record_parts {

struct RecordMark {
    const char* kind;
    const char* text;
    const char* icon;
};
constexpr std::array recordMarks{
    RecordMark{"vaccinationRecorded", "Vaccine", "syringe"},
    RecordMark{"observationRecorded", "Observations", "pulse"},
    RecordMark{"outcomeRecorded", "How the visit ended", "door"},
    RecordMark{"visitStarted", "At the door", "door"},
    RecordMark{"visitPlanned", "Visit", "door"},
    RecordMark{"visitCancelled", "Visit cancelled", "cross"},
    RecordMark{"roundPlanned", "Round", "list"},
    RecordMark{"roundClosed", "Round closed", "flag"},
    RecordMark{"boxLoaded", "Box load", "box"},
    RecordMark{"stockMoved", "Dose out of the box", "box"},
    RecordMark{"temperatureRecorded", "Box temperature", "thermometer"},
    RecordMark{"kitChecked", "Kit check", "check"},
    RecordMark{"boxClosed", "Box closed", "box"},
    RecordMark{"noteRecorded", "Note", "pencil"},
    RecordMark{"attachmentRecorded", "Photo", "camera"},
    RecordMark{"followUpOpened", "Follow-up", "flag"},
    RecordMark{"followUpClosed", "Follow-up done", "check"},
    RecordMark{"alertAdded", "Alert", "warning"},
    RecordMark{"alertRemoved", "Alert removed", "warning"},
    RecordMark{"allergiesChecked", "Allergies asked", "warning"},
    RecordMark{"adjustmentAdded", "What helps", "heart"},
    RecordMark{"patientRecorded", "Patient details", "person"},
    RecordMark{"authoritySigned", "Authority signed", "shield"},
    RecordMark{"authorityRecorded", "Authority", "shield"},
    RecordMark{"batchReceived", "Batch", "box"},
    RecordMark{"enteredInError", "Taken back", "undo"},
    RecordMark{"holdClosed", "Decision", "check"},
};

} // namespace record_parts

Tag recordKind(const QString& kind)
{
    using namespace record_parts;
    const auto found = std::find_if(recordMarks.begin(), recordMarks.end(),
        [&](const RecordMark& mark) { return kind == QLatin1String(mark.kind); });
    if (found == recordMarks.end())
        return {.text = QCoreApplication::translate("RecordWords", "Record"),
            .iconName = QStringLiteral("clipboard")};
    return {.text = QCoreApplication::translate("RecordWords", found->text),
        .iconName = QString::fromLatin1(found->icon)};
}

} // namespace doorstep::app::words
