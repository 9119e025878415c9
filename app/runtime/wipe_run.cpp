#include "app/runtime/wipe_run.h"

#include "core/store/freshness.h"

#include <QPointer>

namespace doorstep::app {

WipeRun::WipeRun(Parts parts, store::WipeRecord record,
    std::optional<store::DeviceIdentity> identity, QObject* parent)
    : QObject(parent)
    , m_parts(std::move(parts))
    , m_record(std::move(record))
{
    if (identity)
        m_identity = std::make_shared<store::DeviceIdentity>(std::move(*identity));
}

void WipeRun::start(std::function<void(store::WipeRecord)> done)
{
    m_done = std::move(done);
    if (m_identity)
        keepWhatSends();
    else
        readIdentity();
}

/// What the last run has not kept can still be read while the device secret lives.
void WipeRun::readIdentity()
{
    if (m_record.deviceSecret.isEmpty())
        return destroySecret();
    m_parts.vault.read(
        m_record.deviceSecret, [self = QPointer(this), this](Result<SecretBytes> secret) {
            if (!self)
                return;
            if (!secret)
                return destroySecret();
            auto shared = std::make_shared<SecretBytes>(std::move(*secret));
            m_parts.storage
                .run(StorageThread::Urgency::Save,
                    [files = m_parts.files, shared] {
                        return store::readDeviceIdentity(files, *shared);
                    })
                .then(this, [this](Result<store::DeviceIdentity> identity) {
                    if (!identity)
                        return destroySecret();
                    m_identity = std::make_shared<store::DeviceIdentity>(std::move(*identity));
                    keepWhatSends();
                });
        });
}

void WipeRun::keepWhatSends()
{
    const QString name = store::wipedSecretName(m_record.order.device);
    m_parts.vault.create(name, [self = QPointer(this), this, name](Result<SecretBytes> made) {
        if (!self)
            return;
        if (made)
            return keepUnder(std::move(*made));
        if (made.error().code != ErrorCode::Exists)
            return destroySecret();
        m_parts.vault.read(name, [self, this](Result<SecretBytes> known) {
            if (!self)
                return;
            if (known)
                keepUnder(std::move(*known));
            else
                destroySecret();
        });
    });
}

void WipeRun::keepUnder(SecretBytes wipedSecret)
{
    auto shared = std::make_shared<SecretBytes>(std::move(wipedSecret));
    m_parts.storage
        .run(StorageThread::Urgency::Save,
            [files = m_parts.files, identity = m_identity, shared] {
                return store::keepWipedDevice(files, *identity, *shared);
            })
        .then(this, [this](const Status&) { destroySecret(); });
}

void WipeRun::destroySecret()
{
    m_identity.reset();
    if (m_record.deviceSecret.isEmpty())
        return destroyFiles(true);
    m_parts.vault.remove(m_record.deviceSecret, [self = QPointer(this), this](const Status& gone) {
        if (self)
            destroyFiles(gone || gone.error().code == ErrorCode::NotFound);
    });
}

void WipeRun::destroyFiles(bool secretGone)
{
    m_parts.storage
        .run(StorageThread::Urgency::Save,
            [files = m_parts.files, record = m_record,
                secretGone]() mutable -> Result<store::WipeRecord> {
                const Status keys = store::destroyKeys(files);
                const Status records = store::destroyRecords(files);
                record.isDone = secretGone && keys && records;
                DOORSTEP_CHECK(store::noteWipe(files, record));
                return record;
            })
        .then(this, [this](const Result<store::WipeRecord>& record) {
            if (record)
                m_record = *record;
            // No secret, but it named this device.
            m_parts.vault.remove(store::generationMarkName(m_record.order.device),
                [self = QPointer(this), this](const Status&) {
                    if (self)
                        m_done(m_record);
                });
        });
}

} // namespace doorstep::app
