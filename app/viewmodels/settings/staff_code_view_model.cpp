#include "app/viewmodels/settings/staff_code_view_model.h"

#include "app/viewmodels/unlock/unlock_step.h"
#include "app/viewmodels/words/error_words.h"
#include "core/store/trust_store.h"

#include <algorithm>

namespace doorstep::app {

namespace staff_code {

Result<bool> isCertified(store::Store& store)
{
    DOORSTEP_TRY(keys,
        store::TrustStore(store.connection()).keysFor(store.staff(), store.identity().device));
    return std::ranges::find(keys, store.staffKey()) != keys.end();
}

/// Blanks are how people write eight digits down.
QByteArray digitsOf(const QString& typed)
{
    QString plain = typed;
    plain.removeIf([](QChar each) { return each.isSpace(); });
    return plain.toLatin1();
}

} // namespace staff_code

StaffCodeViewModel::StaffCodeViewModel(Session& session, SyncDriver& sync, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_sync(sync)
{
    connect(&m_session, &Session::stateChanged, this, [this] {
        forget();
        look();
    });
    connect(&m_sync, &SyncDriver::synced, this, &StaffCodeViewModel::look);
    connect(&m_sync, &SyncDriver::staffAsked, this, [this] {
        if (m_result.isEmpty())
            return;
        m_result = tr("The practice has your code. Its desk confirms you with its next sync.");
        Q_EMIT changed();
    });
}

void StaffCodeViewModel::forget()
{
    m_unconfirmed = false;
    m_code.clear();
    m_result.clear();
    Q_EMIT changed();
}

void StaffCodeViewModel::look()
{
    if (m_session.state() != Session::State::Open)
        return;
    m_session
        .withStore(StorageThread::Urgency::Read,
            [](store::Store& store) { return staff_code::isCertified(store); })
        .then(this, [this](const Result<bool>& certified) {
            if (!certified)
                return;
            if (m_unconfirmed && *certified) {
                m_tone = QStringLiteral("ok");
                m_result = tr("The practice has confirmed you on this device.");
                m_code.clear();
            }
            m_unconfirmed = !*certified;
            Q_EMIT changed();
        });
}

QString StaffCodeViewModel::text() const
{
    if (!m_unconfirmed)
        return {};
    return tr("The practice has not confirmed yet that it is you who works on this device. Your "
              "records are kept and sent, and are marked identity to confirm. They count once the "
              "desk has confirmed you. Type the staff code from the desk; if one was mistyped or "
              "is more than seven days old, ask the desk for a new one.");
}

bool StaffCodeViewModel::ready() const
{
    const QByteArray digits = staff_code::digitsOf(m_code);
    return digits.size() == StaffCodePlaces
        && std::ranges::all_of(digits, [](char each) { return each >= '0' && each <= '9'; });
}

void StaffCodeViewModel::edit(const QString& text)
{
    m_code = text;
    m_result.clear();
    Q_EMIT changed();
}

void StaffCodeViewModel::use()
{
    if (!ready())
        return;
    const auto code
        = std::make_shared<SecretBytes>(SecretBytes::copyOf(staff_code::digitsOf(m_code)));
    m_session
        .withStore(StorageThread::Urgency::Save,
            [code](store::Store& store) {
                return client::makeStaffAsk(store, store.staff(), store.staffKey(), *code);
            })
        .then(this, [this](const Result<sync::StaffAsk>& ask) {
            m_tone = ask ? QStringLiteral("ok") : QStringLiteral("warn");
            if (ask) {
                m_code.clear();
                m_sync.askForCertificate(*ask);
            }
            m_result = ask ? tr("The code is kept, and goes to the practice with the next sync.")
                           : words::errorSentence(ask.error(), words::Doing::Reading);
            Q_EMIT changed();
        });
}

} // namespace doorstep::app
