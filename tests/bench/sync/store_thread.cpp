#include "tests/bench/sync/store_thread.h"

#include "tests/bench/sync/sync_system.h"

namespace doorstep::bench {

StoreThread::StoreThread(test::ClientDevice& device)
    : m_device(device)
{
    device.port.reset();
    device.store.reset();
    m_there.moveToThread(&m_thread);
    m_thread.start();
    QMetaObject::invokeMethod(
        &m_there, [this] { m_store = must(m_device.openStore()); }, Qt::BlockingQueuedConnection);
}

StoreThread::~StoreThread()
{
    // Its connection is closed by the thread that opened it.
    QMetaObject::invokeMethod(
        &m_there, [this] { m_store.reset(); }, Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
    must(m_device.reopen());
}

void StoreThread::run(std::function<void(store::Store&)> work, std::function<void(Status)> done)
{
    QMetaObject::invokeMethod(&m_there, [this, work = std::move(work), done = std::move(done)] {
        work(*m_store);
        QMetaObject::invokeMethod(&m_here, [done] { done({}); });
    });
}

} // namespace doorstep::bench
