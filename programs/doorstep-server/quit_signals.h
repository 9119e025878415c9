#pragma once

#include "core/base/result.h"

#include <QObject>
#include <memory>

class QSocketNotifier;

namespace doorstep::server {

/// Turns SIGINT and SIGTERM into a Qt signal: the handler only writes a byte to a pipe. One object
/// a process, made before any other thread.
class QuitSignals : public QObject {
    Q_OBJECT
public:
    explicit QuitSignals(QObject* parent = nullptr);
    ~QuitSignals() override;
    [[nodiscard]] Status install();

Q_SIGNALS:
    void quitAsked();

private:
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace doorstep::server
