#pragma once

#include "sync/client/transport.h"

#include <QMetaObject>
#include <QObject>
#include <vector>

namespace doorstep::test {

/// A server that is only a function: what a hostile or broken one would answer.
class ScriptedTransport final : public client::Transport {
public:
    std::function<Result<client::WireAnswer>(const client::WireRequest&)> answer;
    std::vector<client::WireRequest> sent;

    [[nodiscard]] QByteArray authority() const override { return "practice.example:8443"; }
    void post(client::WireRequest request, Answered answered) override
    {
        sent.push_back(request);
        QMetaObject::invokeMethod(
            &m_context,
            [answered = std::move(answered), result = answer(request)] { answered(result); },
            Qt::QueuedConnection);
    }
    void abandon() override { }

private:
    QObject m_context;
};

} // namespace doorstep::test
