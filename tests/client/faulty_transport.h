#pragma once

#include "sync/client/transport.h"

#include <QMetaObject>
#include <QObject>
#include <vector>

namespace doorstep::test {

/// Stands between a client and the real server and does what networks do.
class FaultyTransport final : public client::Transport {
public:
    enum class Fault {
        None,
        LoseRequest, ///< never arrives
        LoseAnswer, ///< arrives and takes effect; the answer does not
        Replay, ///< arrives twice; the second answer counts
        HoldRequest, ///< arrives after letGo()
        HoldAnswer ///< takes effect; the answer arrives after letGo()
    };

    explicit FaultyTransport(client::Transport& inner)
        : m_inner(inner)
    {
    }

    /// Asked for every request, in order from 0.
    std::function<Fault(int, const client::WireRequest&)> fault;
    /// May change what comes back.
    std::function<void(int, Result<client::WireAnswer>&)> alter;
    /// Everything that was to be sent.
    std::vector<client::WireRequest> sent;
    int mostOpen = 0; ///< requests on the way at once

    void letRequestsGo()
    {
        for (const auto& go : std::exchange(m_heldRequests, {}))
            go();
    }
    void letGo()
    {
        letRequestsGo();
        for (const auto& go : std::exchange(m_heldAnswers, {}))
            go();
    }
    [[nodiscard]] std::size_t held() const { return m_heldRequests.size() + m_heldAnswers.size(); }

    [[nodiscard]] QByteArray authority() const override { return m_inner.authority(); }
    void post(client::WireRequest request, Answered answered) override
    {
        const int number = static_cast<int>(sent.size());
        sent.push_back(request);
        mostOpen = std::max(mostOpen, ++m_open);
        answered = [this, answered = std::move(answered)](Result<client::WireAnswer> answer) {
            --m_open;
            answered(std::move(answer));
        };
        const Fault now = fault ? fault(number, request) : Fault::None;
        if (now == Fault::LoseRequest)
            return later(std::move(answered), lost());
        if (now == Fault::Replay) {
            m_inner.post(request, [this, request, answered](const Result<client::WireAnswer>&) {
                m_inner.post(request, answered);
            });
            return;
        }
        if (now == Fault::HoldRequest) {
            m_heldRequests.push_back(
                [this, number, now, request = std::move(request), answered = std::move(answered)] {
                    pass(number, now, request, answered);
                });
            return;
        }
        pass(number, now, std::move(request), std::move(answered));
    }
    void abandon() override { m_inner.abandon(); }

private:
    void pass(int number, Fault now, client::WireRequest request, Answered answered)
    {
        m_inner.post(std::move(request),
            [this, number, now, answered = std::move(answered)](Result<client::WireAnswer> answer) {
                if (now == Fault::LoseAnswer)
                    return answered(lost());
                if (alter)
                    alter(number, answer);
                if (now == Fault::HoldAnswer)
                    return m_heldAnswers.push_back([answered, answer] { answered(answer); });
                answered(std::move(answer));
            });
    }
    static Error lost() { return Error::transient(ErrorCode::Unreachable, "no whole answer"); }
    void later(Answered answered, Result<client::WireAnswer> answer)
    {
        QMetaObject::invokeMethod(
            &m_context, [answered = std::move(answered), answer] { answered(answer); },
            Qt::QueuedConnection);
    }

    client::Transport& m_inner;
    std::vector<std::function<void()>> m_heldRequests;
    std::vector<std::function<void()>> m_heldAnswers;
    int m_open = 0;
    QObject m_context;
};

} // namespace doorstep::test
