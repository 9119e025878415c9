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
        Replay ///< arrives twice; the second answer counts
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

    [[nodiscard]] QByteArray authority() const override { return m_inner.authority(); }
    void post(client::WireRequest request, Answered answered) override
    {
        const int number = static_cast<int>(sent.size());
        sent.push_back(request);
        const Fault now = fault ? fault(number, request) : Fault::None;
        if (now == Fault::LoseRequest)
            return later(std::move(answered), lost());
        if (now == Fault::Replay) {
            m_inner.post(request, [this, request, answered](const Result<client::WireAnswer>&) {
                m_inner.post(request, answered);
            });
            return;
        }
        m_inner.post(std::move(request),
            [this, number, now, answered = std::move(answered)](Result<client::WireAnswer> answer) {
                if (now == Fault::LoseAnswer)
                    return answered(lost());
                if (alter)
                    alter(number, answer);
                answered(std::move(answer));
            });
    }
    void abandon() override { m_inner.abandon(); }

private:
    static Error lost() { return Error::transient(ErrorCode::Unreachable, "no whole answer"); }
    void later(Answered answered, Result<client::WireAnswer> answer)
    {
        QMetaObject::invokeMethod(
            &m_context, [answered = std::move(answered), answer] { answered(answer); },
            Qt::QueuedConnection);
    }

    client::Transport& m_inner;
    QObject m_context;
};

} // namespace doorstep::test
