#include "app/viewmodels/desk/held_reading.h"

#include "app/runtime/desk_reads.h"
#include "app/viewmodels/parts/row_list_model.h"
#include "app/viewmodels/words/held_words.h"
#include "app/viewmodels/words/record_words.h"
#include "app/viewmodels/words/words.h"
#include "core/ledger/kinds/patient_kinds.h"
#include "core/store/entry_store.h"
#include "core/store/patient_store.h"
#include "core/store/trust_store.h"
#include "core/store/visit_store.h"

#include <QCoreApplication>
#include <algorithm>

namespace doorstep::app {

namespace held_reading {

constexpr int mostHeld = 2000;
constexpr int mostDecided = 300;

QString says(const char* text)
{
    return QCoreApplication::translate("HeldReading", text);
}

template <typename IdType> QString hex(const IdType& id)
{
    return QString::fromLatin1(id.toHex());
}

/// One reading: what the lines are made from.
class Reader {
public:
    Reader(store::Store& store, const std::vector<clinical::ProgrammePack>& packs, QDate today)
        : m_store(store)
        , m_connection(store.connection())
        , m_packs(packs)
        , m_today(today)
    {
    }
    [[nodiscard]] Result<HeldReading> run();

private:
    struct Save {
        HeldSave shown;
        std::vector<HeldPiece> pieces;
        std::vector<HeldLine> lines;
        store::HeldEntry first;
    };
    [[nodiscard]] QString keyOf(const store::HeldEntry& held) const;
    [[nodiscard]] std::vector<Save> gather(const std::vector<store::HeldEntry>& entries);
    [[nodiscard]] HeldLine lineOf(const QByteArray& payload, AggregateId aggregate);
    [[nodiscard]] HeldLine lineOf(const store::HeldEntry& held);
    [[nodiscard]] QString nameOf(AggregateId aggregate);
    void noteNames(const std::vector<store::HeldEntry>& entries);
    [[nodiscard]] QString device(DeviceId id);
    [[nodiscard]] QString person(StaffId id) const;
    [[nodiscard]] QString writerAndTime(StaffId staff, Instant at) const;
    [[nodiscard]] Result<QString> why(const store::HeldEntry& held);
    [[nodiscard]] QString bar(const Save& save) const;
    [[nodiscard]] Status addTwins(HeldReading& reading);
    [[nodiscard]] Status addTwin(
        HeldReading& reading, const store::EntryRow& first, const entry::Entry& later);
    void addDecided(HeldReading& reading, const store::HeldTwin& twin, const entry::Header& later);
    [[nodiscard]] Status addDecisions(HeldReading& reading);

    store::Store& m_store;
    store::Connection& m_connection;
    const std::vector<clinical::ProgrammePack>& m_packs;
    QDate m_today;
    PeopleById m_people;
    QHash<AggregateId, QString> m_walkIns; ///< patients who are in no table yet
};

/// What cannot be opened says nothing of its act, and nobody decides audit lines one by one.
QString Reader::keyOf(const store::HeldEntry& held) const
{
    if (held.entryClass == entry::EntryClass::Audit)
        return QStringLiteral("looks-%1").arg(hex(held.device));
    if (held.act.isNull() || held.opened != store::Opening::Opened)
        return QStringLiteral("closed-%1").arg(hex(held.device));
    if (held.verified != store::Verification::Verified)
        return QStringLiteral("unsigned-%1-%2").arg(hex(held.device), hex(held.act));
    return QStringLiteral("act-%1-%2").arg(hex(held.device), hex(held.act));
}

QString Reader::device(DeviceId id)
{
    const auto certificate = store::TrustStore(m_connection).device(id);
    const bool isTablet
        = !certificate || !*certificate || (*certificate)->role == entry::DeviceRole::Tablet;
    return QStringLiteral("%1 %2").arg(isTablet ? says("Tablet") : says("Desk"),
        QString::fromLatin1(id.toHex().right(4)).toUpper());
}

QString Reader::person(StaffId id) const
{
    const auto found = m_people.find(id);
    return found == m_people.end() ? QString() : found->name;
}

QString Reader::writerAndTime(StaffId staff, Instant at) const
{
    const QString name = person(staff);
    return QStringLiteral("%1, %2").arg(
        name.isEmpty() ? says("Somebody not known here") : name, words::timeAndDay(at, m_today));
}

void Reader::noteNames(const std::vector<store::HeldEntry>& entries)
{
    for (const auto& held : entries) {
        const auto payload = ledger::decodePayload(held.payload);
        const auto patient = payload ? ledger::fieldsOf<ledger::PatientRecorded>(*payload)
                                     : Result<ledger::PatientRecorded>(payload.error());
        if (patient && patient->family)
            m_walkIns.insert(held.aggregate,
                words::fullName(*patient->family, patient->given.value_or(QString())));
    }
}

/// Of the patient, or of the visit's.
QString Reader::nameOf(AggregateId aggregate)
{
    PatientId patient = aggregate.as<PatientId>();
    const auto visit = store::VisitStore(m_connection).find(aggregate.as<VisitId>());
    if (visit && *visit)
        patient = (*visit)->patient;
    const auto row = store::PatientStore(m_connection).find(patient);
    return row && *row ? words::fullName((*row)->family, (*row)->given)
                       : m_walkIns.value(patient.as<AggregateId>());
}

HeldLine Reader::lineOf(const QByteArray& bytes, AggregateId aggregate)
{
    const auto payload = ledger::decodePayload(bytes);
    if (!payload)
        return {
            .text = says("What it says cannot be opened here"), .iconName = QStringLiteral("no")};
    return {.text = words::heldText(*payload, nameOf(aggregate), m_packs, m_today),
        .detail = words::heldDetail(*payload),
        .iconName = words::recordKind(payload->kind).iconName};
}

HeldLine Reader::lineOf(const store::HeldEntry& held)
{
    if (!entry::isSealed(held.entryClass))
        return {.text = says("Rights, keys or decisions"), .iconName = QStringLiteral("shield")};
    return lineOf(held.payload, held.aggregate);
}

Result<QString> Reader::why(const store::HeldEntry& held)
{
    store::TrustStore trust(m_connection);
    DOORSTEP_TRY(isDeviceOut, trust.isRevoked(held.device));
    DOORSTEP_TRY(isPersonOut, trust.isRevoked(held.staff));
    return words::heldWhy({.reason = held.reason,
        .device = device(held.device),
        .person = person(held.staff),
        .isDeviceOut = isDeviceOut,
        .isPersonOut = isPersonOut,
        .isClear = !entry::isSealed(held.entryClass)});
}

QString Reader::bar(const Save& save) const
{
    if (mayLetIn(save.pieces))
        return {};
    if (save.first.reason == "fork")
        return says("What was here first stays. This one can be left out; it is kept.");
    if (std::ranges::all_of(save.pieces, &HeldPiece::isClear))
        return says(
            "Rights and keys come from a desk that is in use. Leave this out, and give them "
            "anew where they are needed.");
    if (save.first.verified == store::Verification::Waiting)
        return says("Once its writer has a staff code for that device it comes in by itself. Until "
                    "then it can only be left out.");
    if (save.first.verified == store::Verification::Wrong)
        return says("The signature is not its writer's. It can only be left out; it is kept.");
    return says(
        "Nobody can let in what cannot be opened. It can wait, or be left out; it is kept.");
}

/// One of each act, device by device in the order they were first heard of.
std::vector<Reader::Save> Reader::gather(const std::vector<store::HeldEntry>& entries)
{
    std::vector<Save> saves;
    QHash<QString, std::size_t> places;
    QHash<DeviceId, int> devices;
    for (const auto& held : entries) {
        const QString key = keyOf(held);
        const auto place = places.find(key);
        if (place == places.end()) {
            places.insert(key, saves.size());
            devices.insert(held.device, devices.value(held.device, int(devices.size())));
            saves.push_back({.shown = {.saveId = key}, .pieces = {}, .lines = {}, .first = held});
        }
        Save& save = saves[places.value(key)];
        save.pieces.push_back(pieceOf(held));
        save.lines.push_back(lineOf(held));
    }
    std::ranges::stable_sort(
        saves, {}, [&](const Save& each) { return devices.value(each.first.device); });
    for (Save& save : saves) {
        // The dose before what was saved with it.
        std::ranges::stable_sort(save.lines, {},
            [](const HeldLine& line) { return line.iconName != QLatin1String("syringe"); });
        save.shown.title = save.lines.front().text;
        const auto more = int(save.lines.size()) - 1;
        if (more > 0 && save.first.entryClass != entry::EntryClass::Audit)
            save.shown.title += words::counted(more, says(", and 1 more"), says(", and %1 more"));
        save.shown.device = device(save.first.device);
        save.shown.who = writerAndTime(save.first.staff, save.first.wall);
    }
    return saves;
}

Status Reader::addTwins(HeldReading& reading)
{
    DOORSTEP_TRY(twins, store::HeldEntryStore(m_connection).twins());
    for (const auto& twin : twins) {
        const auto later = entry::decodeEntry(twin.bytes);
        DOORSTEP_TRY(first, store::EntryStore(m_connection).find(twin.id));
        if (!later || !first)
            continue;
        if (twin.decision)
            addDecided(reading, twin, later->header);
        else
            DOORSTEP_CHECK(addTwin(reading, *first, *later));
    }
    return {};
}

/// What both say, next to each other: nobody decides about a number.
Status Reader::addTwin(
    HeldReading& reading, const store::EntryRow& first, const entry::Entry& later)
{
    DOORSTEP_TRY(payload, store::openTwin(m_store, later));
    const auto opened = ledger::decodePayload(payload);
    HeldLine here = lineOf(first.payload, first.aggregate);
    HeldLine came = lineOf(payload, opened ? opened->aggregate : AggregateId());
    const auto withSide = [&](HeldLine& line, const char* side, StaffId staff, Instant wall) {
        const QString which = says(side).arg(writerAndTime(staff, wall));
        line.detail = line.detail.isEmpty() ? which : which + QStringLiteral(". ") + line.detail;
    };
    withSide(here, "Here first: %1", first.staff, first.wall);
    withSide(came, "Came later: %1", later.header.staff, later.header.wall);
    const QString key = QStringLiteral("twin-%1").arg(hex(first.id));
    reading.pieces.insert(key, {{.entry = first.id, .isTwin = true}});
    reading.saves.push_back({.saveId = key,
        .device = device(later.header.device),
        .title = says("Two records under one number"),
        .who = writerAndTime(later.header.staff, later.header.wall),
        .why = words::heldWhy({.reason = "fork"}),
        .bar = says("What was here first stays. This one can be left out; it is kept."),
        .lines = toVariants(std::vector<HeldLine>{here, came})});
    return {};
}

void Reader::addDecided(
    HeldReading& reading, const store::HeldTwin& twin, const entry::Header& later)
{
    reading.decisions.push_back({.saveId = QStringLiteral("twin-%1").arg(hex(twin.id)),
        .about = QStringLiteral("%1, %2").arg(
            device(later.device), writerAndTime(later.staff, later.wall)),
        .heading = says("Two records under one number"),
        .stands = says("The later one is left out of the records, and kept"),
        .decision = words::decidedReasonText(twin.decision->reason),
        .who = writerAndTime(twin.decision->staff, twin.decision->wall)});
}

Status Reader::addDecisions(HeldReading& reading)
{
    store::HeldEntryStore held(m_connection);
    DOORSTEP_TRY(entries, held.decided(mostDecided));
    noteNames(entries);
    for (Save& save : gather(entries)) {
        DOORSTEP_TRY(decision, held.decisionOn(save.first.id));
        if (!decision)
            continue;
        reading.decisions.push_back({.saveId = save.shown.saveId,
            .about = QStringLiteral("%1, %2").arg(save.shown.device, save.shown.who),
            .heading = save.shown.title,
            .stands = decision->isLetIn ? says("Let in: it is among the records")
                                        : says("Left out of the records, and kept"),
            .decision = words::decidedReasonText(decision->reason),
            .who = writerAndTime(decision->staff, decision->wall)});
    }
    return {};
}

Result<HeldReading> Reader::run()
{
    HeldReading reading;
    DOORSTEP_TRY(scopes, readScopes(m_connection));
    reading.scopes = scopes;
    DOORSTEP_TRY(people, readPeople(m_connection));
    m_people = std::move(people);
    DOORSTEP_TRY(entries, store::HeldEntryStore(m_connection).undecided(mostHeld));
    noteNames(entries);
    for (Save& save : gather(entries)) {
        DOORSTEP_TRY(cause, why(save.first));
        save.shown.why = cause;
        save.shown.bar = bar(save);
        save.shown.lines = toVariants(save.lines);
        reading.pieces.insert(save.shown.saveId, save.pieces);
        reading.saves.push_back(std::move(save.shown));
    }
    DOORSTEP_CHECK(addDecisions(reading));
    DOORSTEP_CHECK(addTwins(reading));
    return reading;
}

} // namespace held_reading

Result<HeldReading> readHeld(
    store::Store& store, const std::vector<clinical::ProgrammePack>& packs, QDate today)
{
    return held_reading::Reader(store, packs, today).run();
}

} // namespace doorstep::app
