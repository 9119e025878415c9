#include "app/viewmodels/words/held_words.h"

#include "app/viewmodels/words/job_words.h"
#include "app/viewmodels/words/outcome_words.h"
#include "app/viewmodels/words/record_words.h"
#include "app/viewmodels/words/words.h"
#include "core/ledger/kinds/care_kinds.h"
#include "core/ledger/kinds/patient_kinds.h"
#include "core/ledger/kinds/round_kinds.h"

#include <QCoreApplication>

namespace doorstep::app::words {

namespace held_parts {

QString says(const char* text)
{
    return QCoreApplication::translate("HeldWords", text);
}

QString withName(const QString& what, const QString& name)
{
    return name.isEmpty() ? what : says("%1, %2").arg(what, name);
}

QString doseText(const ledger::VaccinationRecorded& dose, const QString& name,
    const std::vector<clinical::ProgrammePack>& packs, QDate today)
{
    const auto* pack = packOf(packs, dose.programme);
    const QString vaccine = pack ? says("%1 vaccine").arg(sentence(vaccineName(*pack)))
                                 : (dose.productName.isEmpty() ? dose.programme : dose.productName);
    const QString whom = name.isEmpty() ? says("somebody not known here") : name;
    const QString when
        = dose.occurredAt.ms > 0 ? timeAndDay(dose.occurredAt, today) : date(dose.occurredOn);
    if (dose.status == domain::VaccinationStatus::Given)
        return says("%1 given to %2, %3").arg(vaccine, whom, when);
    return says("%1 not given to %2, %3").arg(vaccine, whom, when);
}

} // namespace held_parts

QString heldText(const ledger::Payload& payload, const QString& name,
    const std::vector<clinical::ProgrammePack>& packs, QDate today)
{
    using namespace held_parts;
    if (const auto dose = ledger::fieldsOf<ledger::VaccinationRecorded>(payload))
        return doseText(*dose, name, packs, today);
    if (const auto ended = ledger::fieldsOf<ledger::OutcomeRecorded>(payload))
        return withName(says("Visit ended: %1").arg(outcomeInSentence(ended->outcome)), name);
    if (payload.kind == QLatin1String("auditBundled"))
        return says("Which records were looked at");
    return withName(recordKind(payload.kind).text, name);
}

QString heldDetail(const ledger::Payload& payload)
{
    if (const auto dose = ledger::fieldsOf<ledger::VaccinationRecorded>(payload)) {
        if (dose->status != domain::VaccinationStatus::Given)
            return notGivenWord(dose->notGivenReason);
        return dose->batchNumber.isEmpty() ? QString()
                                           : held_parts::says("Batch %1").arg(dose->batchNumber);
    }
    if (const auto note = ledger::fieldsOf<ledger::NoteRecorded>(payload))
        return note->text;
    if (const auto alert = ledger::fieldsOf<ledger::AlertAdded>(payload))
        return alert->text;
    if (const auto helps = ledger::fieldsOf<ledger::AdjustmentAdded>(payload))
        return helps->text;
    if (const auto work = ledger::fieldsOf<ledger::FollowUpOpened>(payload))
        return work->text;
    return {};
}

QString heldWhy(const HeldCause& cause)
{
    using namespace held_parts;
    if (cause.reason == "fork")
        return says("It came under the number of a record that was here first.");
    if (cause.reason == "other practice")
        return says("It was written for another practice.");
    if (cause.reason == "unknown key")
        return cause.isClear ? says("Only a desk may write it.")
                             : says("The practice has not said whose signature it is.");
    if (cause.isDeviceOut)
        return says("It was sent after %1 was taken out of use.").arg(cause.device);
    if (cause.isPersonOut && !cause.person.isEmpty())
        return says("It was sent after %1 left.").arg(cause.person);
    return says("It was sent after its device or its writer had no more right to.");
}

QString heldReasonText(HeldReason reason)
{
    using namespace held_parts;
    switch (reason) {
    case HeldReason::WriterConfirms:
        return says("The writer confirms it");
    case HeldReason::OnPaper:
        return says("It is on paper or in another record");
    case HeldReason::NotDone:
        return says("The writer says it was not done");
    case HeldReason::RecordedAgain:
        return says("It is recorded here already");
    case HeldReason::NobodyKnows:
        return says("Nobody can say whether it is true");
    }
    Q_UNREACHABLE();
}

QString decidedReasonText(const QString& word)
{
    using namespace held_parts;
    if (const auto reason = heldReasonFrom(word))
        return heldReasonText(*reason);
    if (word == QLatin1String("known"))
        return says("It was among the records before the practice server was put back");
    if (word == entry::AboutTwin)
        return says("Another record came first under its number");
    return word; // of another version, or typed at a command line
}

} // namespace doorstep::app::words
