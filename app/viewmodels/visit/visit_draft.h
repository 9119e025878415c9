#pragma once

#include "app/runtime/session.h"

#include <QCborMap>
#include <QTimer>

namespace doorstep::app {

/// What has been typed at one visit and not yet saved, kept in the encrypted store as it is typed:
/// at most 250 ms behind a keystroke, at once before locking and on leaving. Each screen owns one
/// part by name. GUI thread.
class VisitDraft final : public QObject {
    Q_OBJECT
public:
    explicit VisitDraft(Session& session, QObject* parent = nullptr);

    /// Keeps what is open, then fetches what was typed before. restored() follows.
    void open(VisitId visit, PatientId patient);
    void close();

    [[nodiscard]] bool isRestored() const { return m_restored; }
    [[nodiscard]] QCborMap part(const QString& name) const;
    void setPart(const QString& name, const QCborMap& part);
    /// After the part was saved as a record.
    void dropPart(const QString& name) { setPart(name, {}); }
    /// When the store last confirmed; 0: nothing kept yet.
    [[nodiscard]] Instant keptAt() const { return m_keptAt; }
    void keepNow();

Q_SIGNALS:
    void restored();
    void kept();

private:
    Session& m_session;
    VisitId m_visit;
    PatientId m_patient;
    QCborMap m_parts;
    QTimer m_soon;
    Instant m_keptAt;
    quint64 m_opened = 0;
    bool m_restored = false;
};

} // namespace doorstep::app
