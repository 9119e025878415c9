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
/// continuation never races with its future. end() before those who wait for a future are gone:
/// Qt 6.4 runs a cancelled continuation on a context that no longer lives.
class StorageThread {
public:
    enum class Urgency { Save, Read, Apply };

    StorageThread();
    ~StorageThread();
    /// Finishes the piece in hand and every save, drops the rest, runs `last` on the thread and
    /// ends it. What is finished is told before this returns; the futures of the rest are
    /// cancelled. Work handed in later is dropped. Only on the thread that made this object.
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
    /// The most urgent piece; waits for one. Empty at the end.
    std::function<void()> take(std::unique_lock<std::mutex>& lock);

    QObject m_home;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::array<std::deque<std::function<void()>>, 3> m_queues;
    bool m_ending = false;
    std::function<void()> m_last;
    std::unique_ptr<QThread> m_thread;
};

} // namespace doorstep::app
