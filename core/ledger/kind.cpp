#include "core/ledger/kind.h"

#include "core/ledger/kinds/box_kinds.h"
#include "core/ledger/kinds/care_kinds.h"
#include "core/ledger/kinds/desk_kinds.h"
#include "core/ledger/kinds/patient_kinds.h"
#include "core/ledger/kinds/practice_kinds.h"
#include "core/ledger/kinds/round_kinds.h"
#include "core/ledger/kinds/shared_kinds.h"

namespace doorstep::ledger {
namespace {

template <typename... KindType> std::vector<KindDescriptor> descriptorsOf()
{
    return {KindDescriptor{KindType::Kind, &KindType::staticMetaObject}...};
}

} // namespace

const std::vector<KindDescriptor>& knownKinds()
{
    static const std::vector<KindDescriptor> kinds = descriptorsOf<PatientRecorded, AlertAdded,
        AlertRemoved, AllergiesChecked, AdjustmentAdded, AdjustmentRemoved, NoteRecorded,
        FollowUpOpened, FollowUpClosed, ResponseSigned, AttachmentRecorded, PatientLinked,
        VaccinationRecorded, ObservationRecorded, RoundPlanned, RoundClosed, VisitPlanned,
        VisitCancelled, VisitStarted, OutcomeRecorded, BoxLoaded, StockMoved, TemperatureRecorded,
        KitChecked, BoxClosed, PracticeNamed, PersonRecorded, BatchReceived, BatchRecalled,
        AuthorityRecorded, AuthoritySigned, ImportRecorded, ImportUndone, MappingSaved,
        ExportRecorded, AuditBundled, EnteredInError, HoldRaised, HoldClosed>();
    return kinds;
}

const KindDescriptor* findKind(QStringView name)
{
    for (const KindDescriptor& kind : knownKinds())
        if (name == QLatin1StringView(kind.spec.name))
            return &kind;
    return nullptr;
}

} // namespace doorstep::ledger
