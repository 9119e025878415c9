#include "core/entry/body_frame.h"
#include "core/entry/cbor.h"
#include "core/entry/clear_kinds.h"
#include "tests/entry/entry_samples.h"
#include "tests/fuzz/fuzz_target.h"

#include <QCborArray>

namespace doorstep::fuzz::cbor {

void run(QByteArrayView bytes)
{
    if (const auto map = entry::decodeCbor(bytes))
        expect(entry::encodeCbor(*map) == bytes, "cbor: one value, one encoding");
}

Seeds seeds()
{
    using namespace Qt::StringLiterals;
    const QCborMap inner{{"a"_L1, -1}, {"b"_L1, QByteArray("bytes")}, {"c"_L1, nullptr}};
    return {{"empty-map", entry::encodeCbor({})},
        {"every-type",
            entry::encodeCbor({{"i"_L1, qint64(1'795'510'800'000)}, {"t"_L1, u"Thistlewood"_s},
                {"yes"_L1, true}, {"m"_L1, inner}, {"l"_L1, QCborArray{1, u"two"_s, inner}}})},
        {"nested", QByteArray::fromHex("a1616181818181818181818181818181f6")}};
}

} // namespace doorstep::fuzz::cbor
DOORSTEP_FUZZ(cbor);

namespace doorstep::fuzz::body_frame {

void run(QByteArrayView bytes)
{
    const auto payload = entry::unframeBody(bytes);
    if (!payload)
        return;
    expect(payload->size() <= entry::MaxPayloadSize, "body frame: never above the limit");
    const auto again = entry::unframeBody(entry::frameBody(*payload));
    expect(again && *again == *payload, "body frame: what was framed comes back");
}

Seeds seeds()
{
    const QByteArray sentence = "no pain at rest, skin intact, will review in one week";
    return {{"stored", char(0) + sentence}, {"dictionary", entry::frameBody(sentence.repeated(4))},
        {"empty-frame", QByteArray::fromHex("0120000100 00")},
        {"repeats", entry::frameBody(QByteArray(4096, 'a'))}};
}

} // namespace doorstep::fuzz::body_frame
DOORSTEP_FUZZ(body_frame);

namespace doorstep::fuzz::whole_entry {

using namespace doorstep::test;

void run(QByteArrayView bytes)
{
    if (const auto header = entry::decodeHeader(bytes))
        expect(entry::encodeHeader(*header) == bytes, "header: equal headers, equal bytes");
    const auto decoded = entry::decodeEntry(bytes);
    if (!decoded)
        return;
    expect(entry::encodeEntry(*decoded) == bytes, "entry: one entry, one encoding");
    const auto key = sampleKey();
    (void)entry::verifyEntry(*decoded, sampleStaffKey().publicKey);
    (void)entry::openPayload(*decoded, isSealed(decoded->header.entryClass) ? &key : nullptr);
}

Seeds seeds()
{
    const auto key = sampleKey();
    const auto staff = sampleStaffKey();
    const QByteArray payload = entry::encodeCbor({{QStringLiteral("k"), QStringLiteral("note")}});
    auto control = sampleHeader(entry::EntryClass::Control);
    control.keyClass = entry::KeyClass::None;
    const auto sealed = entry::makeEntry(sampleHeader(), payload, &key, staff.secretKey);
    const auto clear = entry::makeEntry(control, payload, nullptr, staff.secretKey);
    auto redacted = *sealed;
    redacted.body.clear();
    return {{"sealed", entry::encodeEntry(*sealed)}, {"clear", entry::encodeEntry(*clear)},
        {"redacted", entry::encodeEntry(redacted)},
        {"header", entry::encodeHeader(sealed->header)}};
}

} // namespace doorstep::fuzz::whole_entry
DOORSTEP_FUZZ(whole_entry);

namespace doorstep::fuzz::clear_kind {

using namespace doorstep::test;

/// First byte: the class the entry claims; then the payload.
void run(QByteArrayView bytes)
{
    InputReader input(bytes);
    const auto entryClass = static_cast<entry::EntryClass>(input.below(6) + 1);
    const auto decoded = entry::decodeClear(entryClass, input.rest());
    if (!decoded || std::holds_alternative<entry::UnknownClear>(decoded->body))
        return;
    expect(entry::classOf(decoded->body) == entryClass, "clear kind: only in its own class");
    const auto encoded = entry::encodeClear(decoded->body, decoded->act);
    expect(encoded.ok(), "clear kind: what was read can be written");
    const auto again = entry::decodeClear(entryClass, *encoded);
    expect(again && again->body == decoded->body, "clear kind: survives a round trip");
}

Seeds seeds()
{
    const auto device = idOf<DeviceId>(0x33);
    const auto staff = idOf<StaffId>(0x44);
    const auto scope = idOf<ScopeId>(0x55);
    const std::vector<std::pair<QByteArray, entry::ClearBody>> bodies{
        {"device-certificate",
            entry::DeviceCertificate{device, entry::DeviceRole::Desk, {}, {}, {}, {}}},
        {"staff-certificate",
            entry::StaffCertificate{staff, device, {}, entry::StaffRole::Gp, {}, {}}},
        {"server-certificate", entry::ServerCertificate{}},
        {"device-revoked", entry::DeviceRevoked{device, {}}},
        {"staff-revoked", entry::StaffRevoked{staff, {}}},
        {"entry-released", entry::EntryReleased{idOf<EntryId>(0x22), QStringLiteral("known")}},
        {"entry-rejected", entry::EntryRejected{idOf<EntryId>(0x22), QStringLiteral("fork")}},
        {"scope-granted", entry::ScopeGranted{device, scope, {1}, {2}}},
        {"scope-revoked", entry::ScopeRevoked{device, scope, {1}, {2}}},
        {"keys-wrapped",
            entry::KeysWrapped{
                entry::KeyClass::Care, 2, device, QByteArray(80, 'w'), crypto::hash({"key"})}},
        {"lone-expected", entry::LoneExpected{{3}, idOf<AggregateId>(0x66)}},
        {"wipe-ordered",
            entry::WipeOrdered{device, idOf<EntryId>(0x22), {4}, entry::WipeMode::AtOnce, {}}},
        {"pins-ordered", entry::PinsOrdered{5, {{{1}}, {{2}}}, {}}},
        {"recovery-sealed",
            entry::RecoverySealed{
                {}, entry::KeyClass::Care, 2, QByteArray(80, 's'), crypto::hash({"key"}), {}}}};
    Seeds all;
    for (const auto& [name, body] : bodies)
        all.push_back({name,
            char(int(entry::classOf(body)) - 1) + *entry::encodeClear(body, idOf<ActId>(0x77))});
    return all;
}

} // namespace doorstep::fuzz::clear_kind
DOORSTEP_FUZZ(clear_kind);
