#pragma once

#include "app/runtime/session.h"
#include "app/runtime/visit_act.h"
#include "app/viewmodels/reading/files.h"

#include <QObject>
#include <QTimer>

namespace doorstep::app {

/// Today's round as last read, shared by the screens of a round: one reading, many readers. Reads
/// again when the store changed, when somebody unlocked and when the day did. GUI thread.
class RoundInHand final : public QObject {
    Q_OBJECT
public:
    explicit RoundInHand(Session& session, QObject* parent = nullptr);

    [[nodiscard]] const RoundFile& file() const { return m_file; }
    [[nodiscard]] bool hasRound() const { return !m_file.round.round.isNull(); }
    [[nodiscard]] bool isRead() const { return m_read; }
    /// Why the last reading failed: what is here is what was read before it.
    [[nodiscard]] const std::optional<Error>& readError() const { return m_readError; }
    [[nodiscard]] Session& session() const { return m_session; }
    [[nodiscard]] const std::vector<clinical::ProgrammePack>& packs() const
    {
        return m_session.packs();
    }
    [[nodiscard]] QDate today() const;
    [[nodiscard]] Instant now() const { return m_session.clock().now(); }
    /// The unlocked person, now.
    [[nodiscard]] ActBy by() const;
    [[nodiscard]] clinical::Profession profession() const;

    void readAgain();
    /// Runs `then` once what is here holds every save told so far: at once, or after the reading
    /// under way. Dropped when the person leaves before.
    void whenCurrent(std::function<void()> then);

Q_SIGNALS:
    void changed();

private:
    void read();

    Session& m_session;
    RoundFile m_file;
    QTimer m_soon;
    quint64 m_asked = 0; ///< a late answer of an earlier question is dropped
    bool m_read = false;
    std::optional<Error> m_readError;
    bool m_reading = false;
    std::vector<std::function<void()>> m_waiting;
};

} // namespace doorstep::app
