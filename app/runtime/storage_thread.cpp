#include "app/runtime/storage_thread.h"

#include <QCoreApplication>

namespace doorstep::app {

StorageThread::StorageThread()
    : m_thread(QThread::create([this] { loop(); }))
{
    m_thread->setObjectName(QStringLiteral("storage"));
    m_thread->start();
}

StorageThread::~StorageThread()
{
    end({});
}

void StorageThread::end(std::function<void()> last)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_ending)
            return;
        m_ending = true;
        m_last = std::move(last);
    }
    m_wake.notify_all();
    m_thread->wait();
    QCoreApplication::sendPostedEvents(&m_home, QEvent::MetaCall);
    for (auto& queue : m_queues)
        queue.clear();
}

void StorageThread::finishAtHome(std::function<void()> finish)
{
    QMetaObject::invokeMethod(&m_home, std::move(finish), Qt::QueuedConnection);
}

void StorageThread::push(Urgency urgency, std::function<void()> piece)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_ending)
            return;
        m_queues[static_cast<std::size_t>(urgency)].push_back(std::move(piece));
    }
    m_wake.notify_one();
}

std::function<void()> StorageThread::take(std::unique_lock<std::mutex>& lock)
{
    for (;;) {
        // Somebody tapped Save: that is kept even when the program ends.
        const auto end = m_ending ? m_queues.begin() + 1 : m_queues.end();
        auto* waiting
            = std::find_if(m_queues.begin(), end, [](const auto& queue) { return !queue.empty(); });
        if (waiting != end) {
            auto piece = std::move(waiting->front());
            waiting->pop_front();
            return piece;
        }
        if (m_ending)
            return {};
        m_wake.wait(lock);
    }
}

void StorageThread::loop()
{
    std::unique_lock lock(m_mutex);
    while (auto piece = take(lock)) {
        lock.unlock();
        piece();
        piece = nullptr; // what it captured goes while nobody holds the lock
        lock.lock();
    }
    lock.unlock();
    if (m_last)
        m_last();
}

} // namespace doorstep::app
