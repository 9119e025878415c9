#include "sync/client/enrolment_run.h"

#include "sync/client/plain_exchange.h"

#include <QPromise>
#include <QTimer>

namespace doorstep::client {

using TabletOutcome = Result<std::shared_ptr<Enrolment>>;

struct TabletEnrolmentRun::Run : std::enable_shared_from_this<TabletEnrolmentRun::Run> {
    Run(Transport& transport, const Clock& clock, const sync::TicketCode& code,
        const sync::EnrolDetails& details, std::chrono::milliseconds poll)
        : transport(transport)
        , clock(clock)
        , machine(code, details)
        , expires(code.expires)
        , poll(poll)
    {
    }

    void post()
    {
        if (clock.now() >= expires)
            return finish(Error{ErrorCode::Expired, "the code's ten minutes are over"});
        transport.post({"/enrol/1", machine.request(), {}},
            [weak = weak_from_this()](const Result<WireAnswer>& answer) {
                if (const auto run = weak.lock())
                    run->take(plainBody(answer));
            });
    }

    void postLater()
    {
        QTimer::singleShot(poll, &context, [this] { post(); });
    }

    void take(const Result<QByteArray>& body)
    {
        // A lost answer is asked for again: the same request has the same effect.
        if (!body && body.error().permanent)
            return finish(body.error());
        hear(body.ok());
        if (!body)
            return postLater();
        const auto answer = sync::decodeEnrolAnswer(*body);
        if (!answer)
            return finish(answer.error());
        const auto before = machine.stage();
        if (const Status taken = machine.take(*answer, clock.now()); !taken)
            return finish(taken.error());
        if (machine.stage() == TabletEnrolment::Stage::Accepted)
            return finish(std::make_shared<Enrolment>(std::move(*machine.takeResult())));
        if (machine.stage() == before)
            return postLater();
        if (digits)
            digits(machine.digits());
        post();
    }

    void hear(bool answered)
    {
        const int before = std::exchange(unanswered, answered ? 0 : unanswered + 1);
        if (silence && unanswered != before)
            silence(unanswered);
    }

    void finish(TabletOutcome outcome)
    {
        promise.addResult(std::move(outcome));
        promise.finish();
    }

    Transport& transport;
    const Clock& clock;
    TabletEnrolment machine;
    Instant expires;
    std::chrono::milliseconds poll;
    std::function<void(QByteArray)> digits;
    std::function<void(int)> silence;
    int unanswered = 0;
    QPromise<TabletOutcome> promise;
    QObject context; ///< timers die with it
};

TabletEnrolmentRun::TabletEnrolmentRun(Transport& transport, const Clock& clock,
    const sync::TicketCode& code, const sync::EnrolDetails& details, std::chrono::milliseconds poll)
    : m_run(std::make_shared<Run>(transport, clock, code, details, poll))
{
}

TabletEnrolmentRun::~TabletEnrolmentRun() = default;

void TabletEnrolmentRun::onDigits(std::function<void(QByteArray)> digits)
{
    m_run->digits = std::move(digits);
}

void TabletEnrolmentRun::onSilence(std::function<void(int)> silence)
{
    m_run->silence = std::move(silence);
}

QFuture<TabletOutcome> TabletEnrolmentRun::start()
{
    m_run->promise.start();
    auto future = m_run->promise.future();
    m_run->post();
    return future;
}

} // namespace doorstep::client
