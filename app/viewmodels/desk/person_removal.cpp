#include "app/viewmodels/desk/person_removal.h"

#include "app/viewmodels/parts/row_list_model.h"
#include "app/viewmodels/words/error_words.h"
#include "app/viewmodels/words/words.h"
#include "sync/client/staff_revocation.h"

namespace doorstep::app {

namespace person_removal {

const QString Out = QStringLiteral("out");

} // namespace person_removal

PersonRemoval::PersonRemoval(Session& session, SyncDriver& sync, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_sync(sync)
{
}

bool PersonRemoval::isForIt() const
{
    return !m_somebody.staff.isNull() && !m_somebody.isOut
        && m_somebody.staff != m_session.person().staff;
}

QString PersonRemoval::standing() const
{
    if (m_somebody.staff.isNull())
        return {};
    if (m_somebody.isOut)
        return tr("Out of use: no device lets them in. What they wrote stays.");
    const QString where = m_somebody.devices.isEmpty()
        ? tr("No device lets them in yet.")
        : tr("Let in on %1.").arg(m_somebody.devices.join(QStringLiteral(", ")));
    if (!isForIt())
        return tr("%1 This is you. Somebody else takes you out of use, at a desk.").arg(where);
    return tr("%1 Has %2 left the practice? Taking a person out of use cannot be undone: whoever "
              "comes back is added anew.")
        .arg(where, words::callName(m_somebody.name));
}

QVariantList PersonRemoval::choices() const
{
    std::vector<Choice> choices;
    if (isForIt())
        choices.push_back({.value = person_removal::Out,
            .text = tr("Take this person out of use"),
            .detail = tr("From its next sync each device locks what they have open and refuses "
                         "their PIN. What they wrote stays, and what is not sent yet is sent. What "
                         "is written with their key afterwards is held for a decision. New records "
                         "are sealed with new keys.")});
    return toVariants(choices);
}

QString PersonRemoval::primaryText() const
{
    return tr("Take %1 out of use").arg(m_somebody.name);
}

void PersonRemoval::show(const Somebody& somebody)
{
    if (somebody.staff != m_somebody.staff) {
        m_error.clear();
        m_chosen.clear();
    }
    m_somebody = somebody;
    if (!isForIt())
        m_chosen.clear();
    Q_EMIT changed();
}

void PersonRemoval::choose(const QString& value)
{
    if (m_busy || !isForIt() || value != person_removal::Out)
        return;
    m_chosen = m_chosen.isEmpty() ? value : QString();
    m_error.clear();
    Q_EMIT changed();
}

void PersonRemoval::putBack()
{
    if (m_busy)
        return;
    m_chosen.clear();
    Q_EMIT changed();
}

void PersonRemoval::confirm()
{
    if (!ready() || !isForIt())
        return;
    m_busy = true;
    Q_EMIT changed();
    m_session
        .withStore(StorageThread::Urgency::Save,
            [staff = m_somebody.staff, &mint = m_session.mint(), now = m_session.clock().now()](
                store::Store& store) -> Result<bool> {
                DOORSTEP_CHECK(client::revokeStaff(store, staff, mint, now));
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
