#include "sync/client/keyring.h"

#include "core/store/entry_table.h"
#include "core/store/store.h"
#include "core/store/trust_store.h"
#include "sync/client/recovery_seals.h"

#include <algorithm>
#include <map>
#include <set>

namespace doorstep::client {

namespace {

using Lines = std::vector<entry::KeysWrapped>;

bool mayHave(const entry::DeviceCertificate& device, entry::KeyClass keyClass)
{
    return keyClass == entry::KeyClass::Care || device.role != entry::DeviceRole::Tablet;
}

quint32 newestEpoch(const DeskKeys& keys)
{
    quint32 newest = 0;
    for (const entry::EpochKey& key : keys.epochs)
        newest = std::max(newest, key.epoch);
    return newest;
}

/// The keyrings as the practice's entries say.
class Keyrings {
public:
    explicit Keyrings(store::Store& store)
        : m_trust(store.connection())
        , m_entries(store.connection())
    {
    }

    /// Certified, not out of use, and not past its certificate.
    [[nodiscard]] Result<std::vector<entry::DeviceCertificate>> standing(Instant now)
    {
        DOORSTEP_TRY(devices, m_trust.devices());
        std::vector<entry::DeviceCertificate> standing;
        for (const entry::DeviceCertificate& device : devices) {
            DOORSTEP_TRY(isRevoked, m_trust.isRevoked(device.device));
            if (!isRevoked && now <= device.notAfter)
                standing.push_back(device);
        }
        return standing;
    }

    [[nodiscard]] Result<Lines> linesOf(DeviceId device)
    {
        DOORSTEP_TRY(
            rows, m_entries.clearAbout(device.as<AggregateId>(), entry::EntryClass::Keyring));
        Lines lines;
        for (const auto& row : rows) {
            DOORSTEP_TRY(isDesk, isWrittenByADesk(row.device));
            if (!isDesk)
                continue;
            const auto clear = entry::decodeClear(entry::EntryClass::Keyring, row.payload);
            if (!clear)
                continue;
            if (const auto* line = std::get_if<entry::KeysWrapped>(&clear->body))
                lines.push_back(*line);
        }
        return lines;
    }

    /// Whether somebody out of use was given a key of this epoch.
    [[nodiscard]] Result<bool> isLost(quint32 epoch)
    {
        DOORSTEP_TRY(devices, m_trust.devices());
        for (const entry::DeviceCertificate& device : devices) {
            DOORSTEP_TRY(isRevoked, m_trust.isRevoked(device.device));
            if (!isRevoked)
                continue;
            DOORSTEP_TRY(lines, linesOf(device.device));
            if (std::ranges::any_of(
                    lines, [epoch](const entry::KeysWrapped& line) { return line.epoch == epoch; }))
                return true;
        }
        return false;
    }

    [[nodiscard]] Status addMissing(const entry::DeviceCertificate& device, const DeskKeys& keys,
        std::vector<entry::ClearBody>& missing)
    {
        DOORSTEP_TRY(lines, linesOf(device.device));
        std::set<crypto::Digest> given;
        for (const entry::KeysWrapped& line : lines)
            given.insert(line.keyName);
        std::vector<entry::EpochKey> wanted;
        for (const entry::EpochKey& key : keys.epochs)
            if (!given.contains(entry::nameOf(key)))
                wanted.push_back({key.keyClass, key.epoch, key.key.clone()});
        DOORSTEP_TRY(wrapped, keyringFor(device, wanted));
        missing.insert(missing.end(), wrapped.begin(), wrapped.end());
        return {};
    }

private:
    [[nodiscard]] Result<bool> isWrittenByADesk(DeviceId device)
    {
        if (const auto known = m_desks.find(device); known != m_desks.end())
            return known->second;
        DOORSTEP_TRY(writer, m_trust.device(device));
        return m_desks[device] = writer && writer->role != entry::DeviceRole::Tablet;
    }

    store::TrustStore m_trust;
    store::EntryTable m_entries;
    std::map<DeviceId, bool> m_desks;
};

Result<std::vector<entry::ClearBody>> untended(
    store::Store& store, const PracticeRoot& root, Instant now)
{
    DOORSTEP_TRY(keys, openDeskKeys(store));
    const SealingPractice sealing{store.identity().practice, root.recoveryKey, keys};
    DOORSTEP_CHECK(keepRootSealed(store, root, sealing));
    Keyrings keyrings(store);
    DOORSTEP_TRY(isLost, keyrings.isLost(newestEpoch(keys)));
    if (isLost)
        return nextEpoch(store, keys, now, {});
    DOORSTEP_TRY(standing, keyrings.standing(now));
    DOORSTEP_TRY(missing, missingSeals(store, sealing));
    for (const entry::DeviceCertificate& device : standing) {
        DOORSTEP_CHECK(keyrings.addMissing(device, keys, missing));
        if (missing.size() >= MostLinesAtOnce)
            break;
    }
    return missing;
}

} // namespace

Result<bool> speaksForThePractice(store::Store& store)
{
    store::TrustStore trust(store.connection());
    const DeviceId device = store.identity().device;
    DOORSTEP_TRY(keys, trust.keysFor(store.staff(), device));
    DOORSTEP_TRY(staffRevoked, trust.isRevoked(store.staff()));
    DOORSTEP_TRY(deviceRevoked, trust.isRevoked(device));
    return std::ranges::find(keys, store.staffKey()) != keys.end() && !staffRevoked
        && !deviceRevoked;
}

Result<Lines> keyringFor(
    const entry::DeviceCertificate& device, const std::vector<entry::EpochKey>& epochs)
{
    Lines lines;
    for (const entry::EpochKey& key : epochs) {
        if (!mayHave(device, key.keyClass))
            continue;
        DOORSTEP_TRY(wrapped, crypto::sealTo(device.boxKey, key.key.view()));
        lines.push_back({key.keyClass, key.epoch, device.device, wrapped, entry::nameOf(key)});
    }
    return lines;
}

Result<std::vector<entry::ClearBody>> nextEpoch(
    store::Store& store, const DeskKeys& keys, Instant now, DeviceId leaving)
{
    std::vector<entry::EpochKey> made;
    for (const auto keyClass : {entry::KeyClass::Care, entry::KeyClass::Desk})
        made.push_back({keyClass, newestEpoch(keys) + 1, crypto::randomSecret()});
    Keyrings keyrings(store);
    DOORSTEP_TRY(standing, keyrings.standing(now));
    std::vector<entry::ClearBody> lines;
    for (const entry::DeviceCertificate& device : standing) {
        if (device.device == leaving)
            continue;
        DOORSTEP_TRY(wrapped, keyringFor(device, made));
        lines.insert(lines.end(), wrapped.begin(), wrapped.end());
    }
    DOORSTEP_TRY(root, readPracticeRoot(store.connection()));
    // A recovery key that cannot be sealed to must not stop a revocation.
    const auto seals = sealEpochs({store.identity().practice, root.recoveryKey, keys}, made);
    if (seals)
        lines.insert(lines.end(), seals->begin(), seals->end());
    return lines;
}

Result<int> tendKeyrings(store::Store& store, Instant now)
{
    if (store.identity().deviceRole == QLatin1String("tablet") || store.keyringsTended())
        return 0;
    const auto root = readPracticeRoot(store.connection());
    if (!root) // as in a database made anew
        return root.error().code == ErrorCode::NotFound ? Result<int>(0) : root.error();
    DOORSTEP_TRY(isHeard, speaksForThePractice(store));
    if (!isHeard)
        return 0;
    DOORSTEP_TRY(lines, untended(store, *root, now));
    if (lines.empty()) {
        store.setKeyringsTended();
        return 0;
    }
    DOORSTEP_TRY(saved, store.saveClear(root->scopes.practice, lines));
    Q_UNUSED(saved)
    return static_cast<int>(lines.size());
}

} // namespace doorstep::client
