#include "app/runtime/visit_exports.h"

#include "core/crypto/crypto.h"
#include "core/domain/word.h"

#include <array>

namespace doorstep::app {

namespace exporting {

using domain::NotGivenReason;
using exchange::CodedText;

const clinical::ProgrammePack* packOf(
    const std::vector<clinical::ProgrammePack>& packs, const QString& programme)
{
    for (const clinical::ProgrammePack& pack : packs) {
        if (pack.id == programme || pack.programme == programme)
            return &pack;
    }
    return nullptr;
}

CodedText placeCode(const clinical::CodedPlace* place)
{
    return place ? CodedText{place->snomed, place->term} : CodedText();
}

CodedText outcomeCode(const clinical::ProgrammePack& pack, QStringView word)
{
    const clinical::OutcomeCode* code = pack.code(word);
    return code ? CodedText{code->snomed, code->term} : CodedText();
}

QString outcomeWord(NotGivenReason reason)
{
    switch (reason) {
    case NotGivenReason::Refused:
        return QStringLiteral("declined");
    case NotGivenReason::Contraindicated:
        return QStringLiteral("contraindicated");
    case NotGivenReason::Unwell:
        return QStringLiteral("unwell");
    case NotGivenReason::NotIn:
        return QStringLiteral("did-not-attend");
    case NotGivenReason::AlreadyHad:
        return QStringLiteral("given-elsewhere");
    case NotGivenReason::NoAccess:
    case NotGivenReason::NoVaccine:
    case NotGivenReason::NoAuthority:
    case NotGivenReason::Other:
    case NotGivenReason::Unknown:
        break;
    }
    return {};
}

/// A stable id for a resource that an export makes of part of an entry.
QString partId(const EntryId& entry, QByteArrayView part)
{
    const QByteArray bytes = crypto::hash({"DS-EXPORT-PART-1", entry.toBytes(), part}).toBytes();
    return uuidText(*EntryId::fromBytes(bytes.first(EntryId::Size)));
}

void fillPlaces(exchange::VaccinationExport& out, const domain::VaccinationRow& dose,
    const clinical::ProgrammePack& pack)
{
    const clinical::CodedPlace* site = pack.site(dose.site);
    const clinical::CodedPlace* route = pack.route(dose.route);
    out.site = placeCode(site);
    out.route = placeCode(route);
    out.systmOneSite = site ? site->systmOne : QString();
    out.systmOneMethod = route ? route->systmOne : QString();
}

/// "PGD flu v3.1"; the kind alone where this device does not have the document.
QString authorityText(
    const domain::VaccinationRow& dose, const std::vector<domain::AuthorityRow>& authorities)
{
    if (dose.authorityKind == domain::AuthorityKind::Unknown)
        return {};
    const auto found
        = std::ranges::find(authorities, dose.authority, &domain::AuthorityRow::authority);
    return found == authorities.end() ? domain::word(dose.authorityKind)
                                      : QStringLiteral("%1 v%2").arg(found->title, found->version);
}

exchange::VaccinationExport vaccination(const domain::VaccinationRow& dose,
    const std::vector<domain::AuthorityRow>& authorities,
    const std::vector<clinical::ProgrammePack>& packs)
{
    exchange::VaccinationExport out;
    out.id = uuidText(dose.entry);
    out.doseNumber = std::max(1, dose.doseNumber);
    out.occurredAt = dose.occurredAt;
    out.recordedAt = dose.recordedAt;
    out.lot = dose.batchNumber;
    out.expiry = dose.expires;
    out.placeElsewhere = dose.place;
    out.note = dose.detail;
    out.authority = authorityText(dose, authorities);
    out.product = {dose.productCode, dose.productName};
    if (dose.doseMicrolitres > 0)
        out.dose = clinical::Decimal{dose.doseMicrolitres / 10, 2};
    const bool given = dose.status == domain::VaccinationStatus::Given;
    const bool ours = dose.source == domain::VaccinationSource::Ours;
    out.source = !given ? exchange::DoseSource::NotGiven
        : ours          ? exchange::DoseSource::GivenByUs
                        : exchange::DoseSource::GivenElsewhere;
    const clinical::ProgrammePack* pack = packOf(packs, dose.programme);
    if (!pack) {
        out.programme = dose.programme;
        return out;
    }
    out.programme = pack->title;
    out.targetDisease = {pack->targetDisease, pack->targetDiseaseTerm};
    fillPlaces(out, dose, *pack);
    const clinical::Product* product = pack->productById(dose.product);
    if (product)
        out.systmOneCode = product->systmOneCode;
    const QString outcome = !given ? outcomeWord(dose.notGivenReason)
        : ours                     ? QStringLiteral("given")
                                   : QStringLiteral("given-elsewhere");
    out.procedure = outcomeCode(*pack, outcome);
    if (given && ours && product && product->givenCodes.size() >= out.doseNumber)
        out.procedure.code = product->givenCodes.at(out.doseNumber - 1);
    return out;
}

/// One set: blood pressure as a panel, single values, and the score with what it came from.
class SetWriter {
public:
    SetWriter(const domain::ObservationSetRow& set, exchange::VisitExport& out)
        : m_set(set)
        , m_out(out)
    {
    }

    void take(const std::vector<domain::ObservationRow>& rows)
    {
        for (const domain::ObservationRow& row : rows) {
            const auto* definition = definitionOfCode(row.code);
            if (row.entry == m_set.entry && row.scaled && definition)
                m_values.insert(definition->kind, {*row.scaled, row.decimals});
        }
        writePressure();
        for (auto value = m_values.begin(); value != m_values.end(); ++value) {
            const QByteArray word = clinical::definitionOf(value.key()).word.toLatin1();
            const QString id = partId(m_set.entry, word);
            m_out.observations.push_back({id, value.key(), value.value(), m_set.takenAt});
            m_sources.append(id);
        }
        if (m_set.news2Total)
            writeScore();
    }

private:
    static const clinical::ObservationDefinition* definitionOfCode(const QString& code)
    {
        for (const auto& definition : clinical::observationDefinitions()) {
            if (definition.snomed == code)
                return &definition;
        }
        return nullptr;
    }

    std::optional<int> whole(clinical::ObservationKind kind, int places = 0) const
    {
        const auto value = m_all.find(kind);
        if (value == m_all.end())
            return {};
        const auto scaled = value->scaled(places);
        return scaled ? std::optional(static_cast<int>(*scaled)) : std::nullopt;
    }

    void writePressure()
    {
        m_all = m_values;
        const auto systolic = whole(clinical::ObservationKind::Systolic);
        const auto diastolic = whole(clinical::ObservationKind::Diastolic);
        if (!systolic || !diastolic)
            return;
        const QString id = partId(m_set.entry, "blood-pressure");
        m_out.bloodPressures.push_back({id, *systolic, *diastolic, m_set.takenAt});
        m_sources.append(id);
        m_values.remove(clinical::ObservationKind::Systolic);
        m_values.remove(clinical::ObservationKind::Diastolic);
    }

    void writeScore()
    {
        exchange::News2Export score;
        score.id = partId(m_set.entry, "news2");
        score.at = m_set.takenAt;
        score.reading.respirationsPerMinute = whole(clinical::ObservationKind::RespiratoryRate);
        score.reading.spo2Percent = whole(clinical::ObservationKind::OxygenSaturation);
        score.reading.scale
            = m_set.spo2Scale == 2 ? clinical::Spo2Scale::Two : clinical::Spo2Scale::One;
        score.reading.onOxygen = m_set.onOxygen;
        score.reading.systolicMmHg = whole(clinical::ObservationKind::Systolic);
        score.reading.pulsePerMinute = whole(clinical::ObservationKind::Pulse);
        score.reading.consciousness = clinical::acvpuFromLetter(m_set.acvpu);
        score.reading.temperatureTenths = whole(clinical::ObservationKind::Temperature, 1);
        score.airOrOxygenId = partId(m_set.entry, "air-or-oxygen");
        score.consciousnessId = partId(m_set.entry, "consciousness");
        score.derivedFrom = m_sources + QStringList{score.airOrOxygenId, score.consciousnessId};
        m_out.news2.push_back(score);
    }

    const domain::ObservationSetRow& m_set;
    exchange::VisitExport& m_out;
    QMap<clinical::ObservationKind, clinical::Decimal> m_values;
    QMap<clinical::ObservationKind, clinical::Decimal> m_all;
    QStringList m_sources;
};

exchange::PatientExport patient(const domain::PatientRow& row)
{
    exchange::PatientExport out;
    out.id = uuidText(row.patient);
    if (const auto number = clinical::NhsNumber::parse(row.nhsNumber).number)
        out.nhsNumber = *number;
    out.family = row.family;
    out.given = row.given.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    out.gender
        = clinical::parseGender(domain::word(row.gender)).value_or(clinical::Gender::Unknown);
    out.born = row.born;
    out.addressLine = row.addressLine;
    out.town = row.town;
    out.postcode = row.postcode;
    out.restricted = row.restricted;
    return out;
}

exchange::StaffExport staff(StaffId id, const PeopleById& people)
{
    const QString name = people.value(id).name;
    const qsizetype last = name.lastIndexOf(QLatin1Char(' '));
    return {
        uuidText(id), last < 0 ? name : name.mid(last + 1), last < 0 ? QString() : name.left(last)};
}

} // namespace exporting

QList<EntryId> VisitFile::entries() const
{
    QList<EntryId> named;
    for (const auto& row : vaccinations)
        named.append(row.entry);
    for (const auto& row : sets)
        named.append(row.entry);
    for (const auto& row : notes)
        named.append(row.entry);
    for (const auto& row : followUps)
        named.append(row.entry);
    if (!visit.outcomeEntry.isNull())
        named.append(visit.outcomeEntry);
    return named;
}

exchange::VisitExport visitExport(const VisitFile& file,
    const std::vector<clinical::ProgrammePack>& packs, const PeopleById& people)
{
    exchange::VisitExport out;
    out.id = uuidText(file.visit.visit);
    out.patient = exporting::patient(file.patient);
    const StaffId by = file.visit.endedBy.isNull() ? file.visit.assignedTo : file.visit.endedBy;
    out.staff = exporting::staff(by, people);
    out.startedAt = file.visit.startedAt.ms > 0 ? file.visit.startedAt : file.visit.endedAt;
    out.endedAt = file.visit.endedAt;
    out.place = QStringLiteral("Patient's home");
    out.outcome = domain::word(file.visit.outcome);
    QStringList notes;
    for (const auto& note : file.notes) {
        if (note.current)
            notes.append(note.text);
    }
    out.note = notes.join(QLatin1Char('\n'));
    for (const auto& dose : file.vaccinations) {
        if (dose.current)
            out.vaccinations.push_back(exporting::vaccination(dose, file.authorities, packs));
    }
    for (const auto& set : file.sets) {
        if (set.current)
            exporting::SetWriter(set, out).take(file.observations);
    }
    for (const auto& followUp : file.followUps) {
        const QString owner = followUp.owner.isNull() ? domain::word(followUp.ownerRole)
                                                      : people.value(followUp.owner).name;
        out.followUps.push_back(
            {uuidText(followUp.followUp), followUp.text, followUp.due, owner, followUp.urgent});
    }
    return out;
}

} // namespace doorstep::app
