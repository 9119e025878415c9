#pragma once

#include "core/store/store.h"

#include <functional>
#include <memory>
#include <optional>

namespace doorstep::client {

/// Where the unlocked store lives. `work` runs there, then `done` on the caller's thread: ok, or
/// Locked when the store was closed before (`work` then never ran). Calls keep their order.
class StorePort {
public:
    StorePort() = default;
    virtual ~StorePort() = default;
    StorePort(const StorePort&) = delete;
    StorePort& operator=(const StorePort&) = delete;

    virtual void run(std::function<void(store::Store&)> work, std::function<void(Status)> done) = 0;
};

/// For programs whose store is on the thread of their event loop (doorstepctl, tests).
class InlineStorePort final : public StorePort {
public:
    explicit InlineStorePort(store::Store& store)
        : m_store(store)
    {
    }
    void run(std::function<void(store::Store&)> work, std::function<void(Status)> done) override
    {
        work(m_store);
        done({});
    }

private:
    store::Store& m_store;
};

/// `work` returns Result<T>; `then` gets it, or why it could not run.
template <typename Work, typename Then> void askStore(StorePort& port, Work work, Then then)
{
    using Outcome = std::invoke_result_t<Work, store::Store&>;
    auto outcome = std::make_shared<std::optional<Outcome>>();
    port.run([outcome, work = std::move(work)](
                 store::Store& store) mutable { outcome->emplace(work(store)); },
        [outcome, then = std::move(then)](const Status& ran) mutable {
            then(ran ? std::move(**outcome) : Outcome(ran.error()));
        });
}

} // namespace doorstep::client
