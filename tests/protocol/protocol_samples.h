#pragma once

#include "core/entry/cbor.h"
#include "core/entry/clear_kinds.h"
#include "tests/entry/entry_samples.h"
#include "tests/support/fake_clock.h"

#include <QCborArray>

/// Entries and payloads for the wire tests: seeded, so a failure can be repeated by its seed.
namespace doorstep::test {

/// A note as people write them: short clauses, 15 words or a few more.
inline QString sampleNote(std::mt19937& random)
{
    static const QStringList clauses = QStringLiteral(
        "resting in her chair by the window|daughter was there and asked good questions|"
        "no pain at rest|mild ache in the left arm since yesterday|skin intact|"
        "both ankles a little swollen|drinking well and eating small meals|"
        "walks with a frame to the kitchen|took her medicines as prescribed|"
        "missed two doses this week|blood pressure repeated after rest|feeling unwell today|"
        "temperature normal|breathless on the stairs|asked to speak to the GP|"
        "GP informed by phone|will review in one week|lives alone and copes|"
        "neighbour holds a key|dog in the garden|hard of hearing so speak slowly|"
        "wound is dry and was dressed again|appetite good|sleeping badly for some nights|"
        "carer present for the whole visit|observed for fifteen minutes|mood brighter than last "
        "time")
                                           .split(QLatin1Char('|'));
    QStringList out;
    qsizetype words = 0;
    while (words < 15) {
        out.append(clauses.at(qsizetype(random() % quint32(clauses.size()))));
        words += out.last().count(QLatin1Char(' ')) + 1;
    }
    return out.join(QStringLiteral(", "));
}

/// What a nurse records at the door: one coded value and a note of 15 to 20 words.
inline QByteArray observationPayload(IdMint& mint, std::mt19937& random)
{
    using namespace Qt::StringLiterals;
    const QCborMap value{{"code"_L1, u"364075005"_s}, {"scaled"_L1, qint64(50 + random() % 60)},
        {"decimals"_L1, 0}, {"unit"_L1, u"/min"_s},
        {"enteredText"_L1, QString::number(50 + random() % 60)}};
    const QCborMap fields{{"visit"_L1, mint.next<VisitId>().toBytes()},
        {"takenAt"_L1, qint64(1'795'510'800'000 + random() % 36'000'000)},
        {"values"_L1, QCborArray{value}}, {"detail"_L1, sampleNote(random)}};
    return entry::encodeCbor({{"k"_L1, u"observationRecorded"_s}, {"v"_L1, 1},
        {"a"_L1, mint.next<AggregateId>().toBytes()}, {"t"_L1, mint.next<ActId>().toBytes()},
        {"d"_L1, fields}});
}

inline entry::Header observationHeader(
    IdMint& mint, const Clock& clock, PracticeId practice, DeviceId device)
{
    entry::Header header;
    header.practice = practice;
    header.id = mint.next<EntryId>();
    header.device = device;
    header.staff = idOf<StaffId>(0x44);
    header.scope = idOf<ScopeId>(0x55);
    header.wall = clock.now();
    return header;
}

/// Entries of every class and odd shape, as they may stand in one batch.
inline std::vector<entry::Entry> mixedEntries(
    std::mt19937& random, PracticeId practice, DeviceId device, int count)
{
    FakeClock clock;
    IdMint mint(clock, random());
    const auto careKey = sampleKey();
    const auto staffKey = sampleStaffKey();
    std::vector<entry::Entry> entries;
    for (int i = 0; i < count; ++i) {
        clock.advanceMs(qint64(random() % 5000));
        auto header
            = observationHeader(mint, clock, random() % 8 ? practice : idOf<PracticeId>(0x99),
                random() % 4 ? device : idOf<DeviceId>(quint8(random() % 3)));
        header.staff = idOf<StaffId>(quint8(random() % 3));
        header.scope = idOf<ScopeId>(quint8(random() % 5));
        header.wall.ms += qint64(random() % 3) * 1'000'000'000'000 - 500;
        const bool sealed = random() % 3;
        header.entryClass = sealed ? entry::EntryClass::Record : entry::EntryClass::Grant;
        header.keyClass = sealed ? entry::KeyClass::Care : entry::KeyClass::None;
        const QByteArray payload = sealed
            ? observationPayload(mint, random)
            : *entry::encodeClear(entry::ScopeGranted{device, header.scope, {1}, {2}}, ActId());
        auto made
            = entry::makeEntry(header, payload, sealed ? &careKey : nullptr, staffKey.secretKey);
        if (!made)
            qFatal("sample entry: %s", made.error().detail.constData());
        if (random() % 10 == 0)
            made->body.clear(); // as after a redaction
        entries.push_back(std::move(*made));
    }
    return entries;
}

} // namespace doorstep::test
