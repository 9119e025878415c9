#include "app/viewmodels/desk/device_removal.h"

#include "app/viewmodels/words/error_words.h"
#include "sync/client/wipe_order.h"

namespace doorstep::app {

namespace removal {

const QString Revoke = QStringLiteral("revoke");
const QString WipeAfter = QStringLiteral("wipeAfter");
const QString WipeNow = QStringLiteral("wipeNow");

Status remove(store::Store& store, DeviceId device, const QString& how, EntryId order, Instant now)
{
    if (how == Revoke) {
        DOORSTEP_TRY(saved, client::revokeDevice(store, device, now));
        Q_UNUSED(saved)
        return {};
    }
    const auto mode = how == WipeNow ? entry::WipeMode::AtOnce : entry::WipeMode::AfterSending;
    DOORSTEP_TRY(ordered, client::orderWipe(store, device, mode, order, now));
    Q_UNUSED(ordered)
    return {};
}

} // namespace removal

DeviceRemoval::DeviceRemoval(Session& session, SyncDriver& sync, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_sync(sync)
{
}

bool DeviceRemoval::isForIt() const
{
    return m_device.removable || m_device.wipeable;
}

QString DeviceRemoval::standing() const
{
    if (m_device.removable)
        return tr("Is it lost, or has somebody left with it? Choose what is to become of it. It "
                  "cannot be undone: if the device turns up, it is invited anew.");
    if (m_device.wipeable)
        return tr("It reads nothing more. What it sends waits under Held for a decision.");
    if (m_device.revoked)
        return tr("It destroys its keys and records when it is next heard of. What it had not sent "
                  "stays on it, sealed, and is sent when it can be.");
    return tr("This is the device in front of you. Take it out of use from another desk.");
}

QVariantList DeviceRemoval::choices() const
{
    std::vector<Choice> choices;
    if (m_device.removable)
        choices.push_back({.value = removal::Revoke,
            .text = tr("Take it out of use"),
            .detail
            = tr("From its next sync it reads nothing more. What it sends waits under Held "
                 "for a decision. New records are sealed with keys that it is not given.")});
    if (isForIt()) {
        choices.push_back({.value = removal::WipeAfter,
            .text = m_device.removable ? tr("Out of use, and wipe it once it has sent")
                                       : tr("Wipe it once it has sent"),
            .detail = tr("When it is next heard of it sends what waits, for ten minutes at most, "
                         "then destroys its keys and records.")});
        choices.push_back({.value = removal::WipeNow,
            .text
            = m_device.removable ? tr("Out of use, and wipe it at once") : tr("Wipe it at once"),
            .detail = tr("When it is next heard of it destroys its keys and records. What it had "
                         "not sent stays on it, sealed.")});
    }
    return toVariants(choices);
}

QString DeviceRemoval::primaryText() const
{
    if (m_chosen == removal::Revoke)
        return tr("Take %1 out of use").arg(name());
    if (m_chosen.isEmpty())
        return tr("Choose what is to become of it");
    return m_chosen == removal::WipeNow ? tr("Wipe %1 at once").arg(name())
                                        : tr("Wipe %1 once it has sent").arg(name());
}

void DeviceRemoval::show(const DeviceItem& device)
{
    if (device.deviceId != m_device.deviceId)
        m_error.clear();
    const bool stays = device.deviceId == m_device.deviceId
        && device.removable == m_device.removable && device.wipeable == m_device.wipeable;
    m_device = device;
    if (!stays)
        m_chosen.clear();
    Q_EMIT changed();
}

void DeviceRemoval::choose(const QString& value)
{
    if (m_busy || !isForIt())
        return;
    m_chosen = value;
    m_error.clear();
    Q_EMIT changed();
}

void DeviceRemoval::confirm()
{
    const auto device = DeviceId::fromHex(m_device.deviceId.toLatin1());
    if (!device || !ready())
        return;
    m_busy = true;
    Q_EMIT changed();
    m_session
        .withStore(StorageThread::Urgency::Save,
            [device = *device, how = m_chosen, order = m_session.mint().next<EntryId>(),
                now = m_session.clock().now()](store::Store& store) -> Result<bool> {
                DOORSTEP_CHECK(removal::remove(store, device, how, order, now));
                return true;
            })
        .then(this, [this](const Result<bool>& removed) {
            m_busy = false;
            m_error
                = removed ? QString() : words::errorSentence(removed.error(), words::Doing::Saving);
            if (removed) {
                m_chosen.clear();
                m_sync.syncNow();
                Q_EMIT done();
            }
            Q_EMIT changed();
        });
}

} // namespace doorstep::app
