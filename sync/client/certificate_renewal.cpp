#include "sync/client/certificate_renewal.h"

#include "core/store/trust_store.h"
#include "sync/client/keyring.h"

#include <algorithm>

namespace doorstep::client {

namespace {

/// This desk, the other desks, the tablets; of each the soonest to end first.
auto rankOf(const entry::DeviceCertificate& device, DeviceId own)
{
    return std::tuple(device.device != own, device.role == entry::DeviceRole::Tablet,
        device.notAfter, device.device);
}

Result<std::vector<entry::DeviceCertificate>> endingSoon(store::Store& store, Instant now)
{
    store::TrustStore trust(store.connection());
    DOORSTEP_TRY(devices, trust.devices());
    std::vector<entry::DeviceCertificate> ending;
    for (const entry::DeviceCertificate& device : devices) {
        if (now.plusMs(RenewedBeforeMs) < device.notAfter)
            continue;
        DOORSTEP_TRY(isRevoked, trust.isRevoked(device.device));
        if (!isRevoked)
            ending.push_back(device);
    }
    std::ranges::sort(ending, {},
        [own = store.identity().device](const auto& device) { return rankOf(device, own); });
    return ending;
}

} // namespace

Result<bool> hasCertificateEnded(store::Store& store, Instant now)
{
    DOORSTEP_TRY(own, store::TrustStore(store.connection()).device(store.identity().device));
    return own && own->notAfter < now;
}

Result<int> renewCertificates(store::Store& store, Instant now)
{
    if (store.identity().deviceRole == QLatin1String("tablet"))
        return 0;
    DOORSTEP_TRY(ending, endingSoon(store, now));
    if (ending.empty())
        return 0;
    const auto root = readPracticeRoot(store.connection());
    if (!root) // as in a database made anew
        return root.error().code == ErrorCode::NotFound ? Result<int>(0) : root.error();
    DOORSTEP_TRY(isHeard, speaksForThePractice(store));
    if (!isHeard)
        return 0;
    if (ending.size() > MostRenewalsAtOnce)
        ending.resize(MostRenewalsAtOnce);
    DOORSTEP_TRY(keys, openDeskKeys(store));
    std::vector<entry::ClearBody> renewed;
    for (entry::DeviceCertificate& device : ending) {
        device.notAfter = now.plusMs(CertificateLifeMs);
        entry::certify(device, store.identity().practice, keys.practiceSign);
        renewed.push_back(device);
    }
    DOORSTEP_TRY(saved, store.saveClear(root->scopes.practice, renewed));
    Q_UNUSED(saved)
    return static_cast<int>(renewed.size());
}

} // namespace doorstep::client
