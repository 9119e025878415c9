#include "app/viewmodels/visit/visit_draft.h"

#include "core/store/draft_store.h"

#include <QCborValue>

namespace doorstep::app {

namespace draft_parts {

constexpr int keepWithinMs = 250;

QByteArray keyOf(VisitId visit)
{
    return "visit/" + visit.toHex();
}

} // namespace draft_parts

VisitDraft::VisitDraft(Session& session, QObject* parent)
    : QObject(parent)
    , m_session(session)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(draft_parts::keepWithinMs);
    connect(&m_soon, &QTimer::timeout, this, &VisitDraft::keepNow);
    connect(&m_session, &Session::locking, this, &VisitDraft::keepNow);
}

void VisitDraft::open(VisitId visit, PatientId patient)
{
    close();
    m_visit = visit;
    m_patient = patient;
    const quint64 opened = m_opened;
    m_session
        .readAnyTime([key = draft_parts::keyOf(visit)](store::Connection& connection) {
            return store::DraftStore(connection).find(key);
        })
        .then(this, [this, opened](Result<std::optional<store::Draft>> found) {
            if (opened != m_opened)
                return;
            // Keystrokes that came before the answer are newer than what was kept.
            QCborMap parts
                = found && *found ? QCborValue::fromCbor((*found)->content).toMap() : QCborMap();
            for (const auto& [name, part] : std::as_const(m_parts))
                parts[name] = part;
            m_parts = parts;
            m_restored = true;
            Q_EMIT restored();
        });
}

void VisitDraft::close()
{
    keepNow();
    ++m_opened;
    m_visit = {};
    m_patient = {};
    m_parts = {};
    m_keptAt = {};
    m_restored = false;
}

QCborMap VisitDraft::part(const QString& name) const
{
    return m_parts.value(name).toMap();
}

void VisitDraft::setPart(const QString& name, const QCborMap& part)
{
    if (m_parts.value(name).toMap() == part || m_visit.isNull())
        return;
    if (part.isEmpty())
        m_parts.remove(name);
    else
        m_parts[name] = part;
    if (!m_soon.isActive())
        m_soon.start();
}

void VisitDraft::keepNow()
{
    if (!m_soon.isActive() || m_visit.isNull())
        return;
    m_soon.stop();
    store::Draft draft{.key = draft_parts::keyOf(m_visit),
        .aggregate = m_patient.as<AggregateId>(),
        .staff = m_session.person().staff,
        .content = m_parts.isEmpty() ? QByteArray() : QCborValue(m_parts).toCbor(),
        .changed = m_session.clock().now()};
    const quint64 opened = m_opened;
    m_session
        .withStore(StorageThread::Urgency::Save,
            [draft](store::Store& store) -> Status {
                store::DraftStore drafts(store.connection());
                return draft.content.isEmpty() ? drafts.remove(draft.key) : drafts.put(draft);
            })
        .then(this, [this, opened, at = draft.changed](const Status& status) {
            if (!status || opened != m_opened)
                return;
            m_keptAt = at;
            Q_EMIT kept();
        });
}

} // namespace doorstep::app
