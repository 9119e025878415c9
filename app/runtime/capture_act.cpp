#include "app/runtime/capture_act.h"

#include "core/clinical/nhs_number.h"
#include "core/crypto/made_on.h"
#include "core/ledger/kinds/patient_kinds.h"

namespace doorstep::app {

Result<ledger::Act> captureAct(IdMint& mint, const CaptureNote& note)
{
    const auto missing = [](const char* what) { return Error{ErrorCode::InvalidInput, what}; };
    if (note.family.trimmed().isEmpty() || note.given.trimmed().isEmpty())
        return missing("name");
    if (note.born.isValid() && note.born > note.by.day)
        return missing("born");
    if (!note.nhsNumber.isEmpty() && !clinical::NhsNumber::parse(note.nhsNumber).number)
        return missing("nhs-number");
    if (note.text.trimmed().isEmpty())
        return missing("text");
    const auto patient = crypto::madeOn(note.device, mint.next<PatientId>());
    const auto scope = patient.as<ScopeId>();
    const auto aggregate = patient.as<AggregateId>();
    ledger::Act act(mint);
    ledger::PatientRecorded recorded;
    recorded.family = note.family.trimmed();
    recorded.given = note.given.trimmed();
    if (note.born.isValid())
        recorded.born = note.born;
    if (!note.nhsNumber.isEmpty())
        recorded.nhsNumber = note.nhsNumber;
    act.add(scope, aggregate, recorded);
    ledger::NoteRecorded written;
    written.text = note.text.trimmed();
    act.add(scope, aggregate, written);
    return act;
}

} // namespace doorstep::app
