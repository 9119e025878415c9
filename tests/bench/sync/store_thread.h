#pragma once

#include "tests/client/client_device.h"

#include <QThread>

namespace doorstep::bench {

/// A device's store on a thread of its own, as the app has it, so that network and store work at
/// the same time: taken over from the device, and given back at the end.
class StoreThread final : public client::StorePort {
public:
    explicit StoreThread(test::ClientDevice& device);
    ~StoreThread() override;
    void run(std::function<void(store::Store&)> work, std::function<void(Status)> done) override;

private:
    test::ClientDevice& m_device;
    QThread m_thread;
    QObject m_there; ///< lives on the thread
    QObject m_here;
    std::unique_ptr<store::Store> m_store;
};

} // namespace doorstep::bench
