#pragma once

#include "core/base/result.h"

#include <QFuture>
#include <QFutureInterface>
#include <QThread>
#include <array>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>

namespace doorstep::app {

/// The one thread that touches the writing connection. Work is done one piece at a time, the most
/// urgent kind first: a person who taps Save never waits for a page of sync.
/// Work is handed in on the thread that made this object, and every future is finished there, so a
/// continuation never races with its future. Destroying it finishes the piece in hand; the rest is
/// dropped and its futures never finish.
class StorageThread {
public:
    enum class Urgency { Save, Read, Apply };

    StorageThread();
    ~StorageThread();
    /// Finishes the piece in hand, drops the rest, runs `last` on the thread and ends it.
    void end(std::function<void()> last);
    StorageThread(const StorageThread&) = delete;
    StorageThread& operator=(const StorageThread&) = delete;

    /// `work` returns Result<T>.
    template <typename Work>
    [[nodiscard]] auto run(Urgency urgency, Work work) -> QFuture<std::invoke_result_t<Work>>
    {
        using Outcome = std::invoke_result_t<Work>;
        // Not a QPromise: after takeResult() its destructor believes that it never finished, and
        // Qt 6.4 then runs the continuation a second time.
        QFutureInterface<Outcome> promise;
        promise.reportStarted();
        auto future = promise.future();
        auto shared = std::make_shared<Work>(std::move(work));
        push(urgency, [this, promise, shared] {
            auto outcome = std::make_shared<Outcome>((*shared)());
            finishAtHome([promise, outcome]() mutable {
                promise.reportAndMoveResult(std::move(*outcome));
                promise.reportFinished();
            });
        });
        return future;
    }

private:
    void finishAtHome(std::function<void()> finish);
    void push(Urgency urgency, std::function<void()> piece);
    void loop();

    QObject m_home;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::array<std::deque<std::function<void()>>, 3> m_queues;
    bool m_ending = false;
    std::function<void()> m_last;
    std::unique_ptr<QThread> m_thread;
};

} // namespace doorstep::app
