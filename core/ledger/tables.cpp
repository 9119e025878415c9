#include "core/ledger/tables.h"

#include "core/domain/care_rows.h"
#include "core/domain/desk_rows.h"
#include "core/domain/patient_rows.h"
#include "core/domain/practice_rows.h"
#include "core/domain/round_rows.h"
#include "core/ledger/column_codec.h"

#include <QHash>
#include <QMetaProperty>
#include <algorithm>
#include <array>

namespace doorstep::ledger {
namespace {

using namespace column_codec;
using namespace domain;

template <typename... T> QHash<int, ColumnCodec> columnCodecsOf()
{
    return {{QMetaType::fromType<T>().id(), columnCodecOf<T>()}...};
}

/// Every member type of every row.
const QHash<int, ColumnCodec>& columnCodecs()
{
    static const QHash<int, ColumnCodec> all = columnCodecsOf<bool, int, qint64, QString,
        QByteArray, Instant, QDate, QTime, QStringList, std::optional<bool>, std::optional<int>,
        std::optional<qint64>, AggregateId, EntryId, ActId, PracticeId, DeviceId, StaffId,
        PatientId, HouseholdId, RoundId, VisitId, BoxId, BatchId, AuthorityId, FollowUpId, HoldId,
        ImportId, MappingId, ExportId, QList<EntryId>, QList<StaffId>, QList<VisitId>, AlertKind,
        AllergyStatus, Answer, AuthorityKind, BatchStatus, ConsentBy, ExportFormat, FollowUpKind,
        FollowUpStatus, Gender, HoldStatus, NotGivenReason, Outcome, Role, RoundKind, RoundStatus,
        StockReason, VaccinationSource, VaccinationStatus, VisitStatus>();
    return all;
}

ColumnCodec columnCodecOf(const QMetaProperty& property)
{
    const ColumnCodec codec = columnCodecs().value(property.metaType().id());
    Q_ASSERT_X(codec.write != nullptr, "row member without a column", property.typeName());
    return codec;
}

/// "patient" of "doorstep::domain::PatientRow".
QByteArray tableName(const QMetaObject& row)
{
    QByteArray name = row.className();
    name = name.mid(name.lastIndexOf(':') + 1);
    name.chop(qsizetype(sizeof("Row") - 1));
    name[0] = static_cast<char>(name[0] + ('a' - 'A'));
    return name;
}

using Names = QList<QByteArray>;

template <typename Row>
Table table(
    AggregateKind aggregate, QByteArray aggregateColumn, Names key, QList<Names> indexes = {})
{
    const QMetaObject& fields = Row::staticMetaObject;
    Table made{tableName(fields), std::move(aggregateColumn), std::move(key), std::move(indexes),
        aggregate, {}, &fields};
    for (int i = 0; i < fields.propertyCount(); ++i)
        made.columns.push_back({fields.property(i).name(), columnCodecOf(fields.property(i)).type});
    return made;
}

std::vector<Table> patientTables()
{
    constexpr auto of = AggregateKind::Patient;
    return {table<PatientRow>(of, "patient", {"patient"},
                {{"family", "given"}, {"nhsNumber"}, {"postcode"}, {"household"}, {"born"},
                    {"linkedTo"}}),
        table<AlertRow>(of, "patient", {"entry"}), table<AdjustmentRow>(of, "patient", {"entry"}),
        table<NoteRow>(of, "patient", {"entry"}, {{"visit"}}),
        table<ResponseRow>(of, "patient", {"entry"}, {{"visit"}}),
        table<FiledAttachmentRow>(of, "patient", {"entry"}, {{"visit"}, {"blob"}}),
        table<FollowUpRow>(of, "patient", {"followUp"}, {{"status", "due"}}),
        table<VaccinationRow>(of, "patient", {"entry"},
            {{"visit"}, {"programme", "status"}, {"occurredOn"}, {"batch"}}),
        table<ScreeningAnswerRow>(of, "patient", {"entry", "position"}),
        table<ObservationSetRow>(of, "patient", {"entry"}, {{"visit"}, {"takenAt"}}),
        table<ObservationRow>(
            of, "patient", {"entry", "position"}, {{"patient", "code", "takenAt"}})};
}

std::vector<Table> roundTables()
{
    return {table<RoundRow>(AggregateKind::Round, "round", {"round"}, {{"day"}}),
        table<VisitRow>(AggregateKind::Visit, "visit", {"visit"},
            {{"round", "position"}, {"patient"}, {"retryOn"}}),
        table<VisitOutcomeRow>(AggregateKind::Visit, "visit", {"entry"}, {{"patient"}}),
        table<BoxRow>(AggregateKind::Box, "box", {"box"}, {{"round"}}),
        table<BoxContentRow>(AggregateKind::Box, "box", {"box", "batch"}, {{"batch"}}),
        table<StockMovementRow>(AggregateKind::Box, "box", {"entry"}, {{"vaccination"}, {"batch"}}),
        table<TemperatureRow>(AggregateKind::Box, "box", {"entry"})};
}

std::vector<Table> practiceTables()
{
    return {table<PracticeRow>(AggregateKind::Practice, "practice", {"practice"}),
        table<PersonRow>(AggregateKind::Person, "staff", {"staff"}),
        table<BatchRow>(
            AggregateKind::Batch, "batch", {"batch"}, {{"batchNumber"}, {"gtin"}, {"expires"}}),
        table<AuthorityRow>(AggregateKind::Authority, "authority", {"authority"}),
        table<AuthoritySignatureRow>(AggregateKind::Authority, "authority", {"entry"}, {{"staff"}}),
        table<AuthorityPatientRow>(
            AggregateKind::Authority, "authority", {"authority", "patient"}, {{"patient"}})};
}

std::vector<Table> deskTables()
{
    return {table<ImportRow>(AggregateKind::Import, "importId", {"importId"}),
        table<MappingRow>(AggregateKind::Mapping, "mapping", {"mapping"}),
        table<ExportRow>(AggregateKind::Export, "exportId", {"exportId"}),
        table<ExportedEntryRow>(
            AggregateKind::Export, "exportId", {"exportId", "entry"}, {{"entry"}}),
        table<AuditRow>(
            AggregateKind::Audit, "aggregate", {"entry", "position"}, {{"at"}, {"subject", "at"}}),
        table<HoldRow>(AggregateKind::Any, "aggregate", {"aggregate", "hold"}, {{"status"}}),
        table<AlsoRecordedRow>(AggregateKind::Any, "aggregate", {"aggregate", "field", "entry"}),
        table<NotUnderstoodRow>(AggregateKind::Any, "aggregate", {"aggregate", "entry"}),
        table<FieldHeadRow>(AggregateKind::Any, "aggregate", {"aggregate", "field"})};
}

} // namespace

const std::vector<Table>& tables()
{
    static const std::vector<Table> all = [] {
        std::vector<Table> made;
        for (std::vector<Table>& part :
            std::array{patientTables(), roundTables(), practiceTables(), deskTables()})
            std::move(part.begin(), part.end(), std::back_inserter(made));
        return made;
    }();
    return all;
}

const Table& tableOf(const QMetaObject& row)
{
    const auto& all = tables();
    const auto found = std::find_if(
        all.begin(), all.end(), [&row](const Table& table) { return table.fields == &row; });
    Q_ASSERT_X(found != all.end(), "not a row type", row.className());
    return *found;
}

QVariantList columnValues(const Table& table, const void* row)
{
    QVariantList values;
    values.reserve(table.fields->propertyCount());
    for (int i = 0; i < table.fields->propertyCount(); ++i) {
        const QMetaProperty property = table.fields->property(i);
        const QVariant member = property.readOnGadget(row);
        values.append(columnCodecOf(property).write(member.constData()));
    }
    return values;
}

void readRow(const Table& table, const QVariantList& values, void* row)
{
    const auto count = std::min<qsizetype>(values.size(), table.fields->propertyCount());
    for (int i = 0; i < count; ++i) {
        if (values[i].isNull())
            continue;
        const QMetaProperty property = table.fields->property(i);
        QVariant member(property.metaType());
        columnCodecOf(property).read(values[i], member.data());
        property.writeOnGadget(row, member);
    }
}

} // namespace doorstep::ledger
