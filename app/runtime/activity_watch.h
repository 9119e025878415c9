#pragma once

#include "app/runtime/session.h"

#include <QObject>

class QCoreApplication;

namespace doorstep::app {

/// Every touch, click, turn of the wheel and key of this program puts the idle lock off, whatever
/// it is for. One that comes too late locks, and is taken out: it was meant for a page that is
/// gone. GUI thread.
class ActivityWatch final : public QObject {
    Q_OBJECT
public:
    /// Both outlive it.
    ActivityWatch(Session& session, QCoreApplication& program);

    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    Session& m_session;
};

} // namespace doorstep::app
