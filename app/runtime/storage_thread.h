#pragma once

#include "core/base/result.h"

#include <QFuture>
#include <QPromise>
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
/// Any thread may hand work in; results come back through QFuture and are continued on the thread
/// of the `then` context. Destroying it finishes the piece in hand and cancels the rest.
class StorageThread {
public:
    enum class Urgency { Save, Read, Apply };

    StorageThread();
    ~StorageThread();
    /// Finishes the piece in hand, cancels the rest, runs `last` on the thread and ends it.
    void end(std::function<void()> last);
    StorageThread(const StorageThread&) = delete;
    StorageThread& operator=(const StorageThread&) = delete;

    /// `work` returns Result<T>; the future is cancelled when the thread goes first.
    template <typename Work>
    [[nodiscard]] auto run(Urgency urgency, Work work) -> QFuture<std::invoke_result_t<Work>>
    {
        using Outcome = std::invoke_result_t<Work>;
        auto promise = std::make_shared<QPromise<Outcome>>();
        auto future = promise->future();
        auto shared = std::make_shared<Work>(std::move(work));
        promise->start();
        push(urgency, [promise, shared] {
            promise->addResult((*shared)());
            promise->finish();
        });
        return future;
    }

private:
    void push(Urgency urgency, std::function<void()> piece);
    void loop();

    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::array<std::deque<std::function<void()>>, 3> m_queues;
    bool m_ending = false;
    std::function<void()> m_last;
    std::unique_ptr<QThread> m_thread;
};

} // namespace doorstep::app
