#include "sync/client/enrolment_run.h"

#include <QPromise>
#include <QTimer>

namespace doorstep::client {

namespace {

struct DeskMaterial {
    DeskKeys keys;
    PracticeRoot root;
};

Result<DeskMaterial> readMaterial(store::Store& store)
{
    DOORSTEP_TRY(keys, openDeskKeys(store));
    DOORSTEP_TRY(root, readPracticeRoot(store.connection()));
    return DeskMaterial{std::move(keys), root};
}

} // namespace

struct DeskEnrolmentRun::Run : std::enable_shared_from_this<DeskEnrolmentRun::Run> {
    Run(Parts parts, EnrolInvitation invitation, std::chrono::milliseconds poll)
        : store(parts.store)
        , clock(parts.clock)
        , invitation(std::move(invitation))
        , address(std::move(parts.address))
        , device(parts.mint.next<DeviceId>())
        , exchange(parts.transport, parts.clock, std::move(parts.signer))
        , poll(poll)
    {
    }

    void start()
    {
        askStore(
            store,
            [](store::Store& opened) -> Result<crypto::SignPublicKey> {
                return opened.identity().practiceSign;
            },
            [weak = weak_from_this()](const Result<crypto::SignPublicKey>& practiceSign) {
                if (const auto run = weak.lock())
                    run->open(practiceSign);
            });
    }

    void open(const Result<crypto::SignPublicKey>& practiceSign)
    {
        if (over)
            return;
        if (!practiceSign)
            return finish(practiceSign.error());
        machine.emplace(DeskEnrolment::Desk{exchange.signer().practice, *practiceSign, address},
            invitation, device, clock.now());
        openUntil = clock.now().plusMs(std::chrono::milliseconds(OpeningTime).count());
        post();
    }

    void post()
    {
        // The certificate stands in this desk's own log before anybody else hears of it.
        if (machine->stage() == DeskEnrolment::Stage::Accepting && !entriesSaved)
            return postLater();
        posted = machine->request();
        exchange.post(
            "/ticket/1", posted, [weak = weak_from_this()](const Result<SignedAnswer>& answer) {
                if (const auto run = weak.lock())
                    run->take(answer);
            });
    }

    void postLater()
    {
        QTimer::singleShot(poll, &context, [this] {
            if (!over)
                post();
        });
    }

    void take(const Result<SignedAnswer>& answer)
    {
        if (over)
            return;
        if (!answer)
            return answer.error().permanent ? refused(answer.error()) : askAgain();
        // The person decided while a poll was under way: its answer belongs to the step before.
        if (posted != machine->request())
            return post();
        const auto decoded = sync::decodeTicketAnswer(answer->body);
        if (!decoded)
            return finish(decoded.error());
        const auto before = machine->stage();
        const Status taken = machine->take(*decoded, clock.now());
        if (machine->stage() != before && stage)
            stage(*machine);
        if (!taken)
            return dropAndFinish(taken.error());
        if (machine->stage() == DeskEnrolment::Stage::Done)
            return finish({});
        if (machine->stage() == DeskEnrolment::Stage::Challenging
            && before == DeskEnrolment::Stage::Inviting)
            return post();
        postLater();
    }

    /// The server forgets a ticket that has run out, and then knows nothing of it.
    void refused(const Error& error)
    {
        const bool ranOut = clock.now() >= machine->expires();
        finish(ranOut ? Error{ErrorCode::Expired, "the ticket ran out"} : error);
    }

    /// Nobody answered. A person who waits hears of it once waiting has no more sense.
    void askAgain()
    {
        const bool opening = machine->stage() == DeskEnrolment::Stage::Opening;
        if (opening && clock.now() >= openUntil)
            return dropAndFinish({ErrorCode::Unreachable, "no server took the ticket"});
        if (clock.now() >= machine->expires())
            return dropAndFinish({ErrorCode::Expired, "the ticket ended in silence"});
        postLater();
    }

    Status typeDigits(QByteArrayView digits)
    {
        if (!machine || over)
            return Error{ErrorCode::InvalidInput, "no digits are wanted now"};
        Status typed = machine->typeDigits(digits);
        if (typed && !std::exchange(digitsRight, true))
            readKeys();
        if (machine->stage() == DeskEnrolment::Stage::Failed)
            dropAndFinish(typed.error());
        return typed;
    }

    void readKeys()
    {
        askStore(
            store, readMaterial, [weak = weak_from_this()](const Result<DeskMaterial>& material) {
                if (const auto run = weak.lock())
                    run->accept(material);
            });
    }

    void accept(const Result<DeskMaterial>& material)
    {
        if (over)
            return;
        if (!material)
            return dropAndFinish(material.error());
        auto bodies = machine->accept(material->keys, material->root);
        if (!bodies)
            return dropAndFinish(bodies.error());
        askStore(
            store,
            [bodies = std::move(*bodies), scope = material->root.scopes.practice](
                store::Store& opened) { return opened.saveClear(scope, bodies); },
            [weak = weak_from_this()](const Result<store::Store::Saved>& saved) {
                if (const auto run = weak.lock())
                    run->send(saved);
            });
    }

    void send(const Result<store::Store::Saved>& saved)
    {
        if (over)
            return;
        if (!saved)
            return dropAndFinish(saved.error());
        entriesSaved = true;
        if (stage)
            stage(*machine);
    }

    void dropAndFinish(const Error& error)
    {
        machine->drop();
        if (stage)
            stage(*machine);
        // Nobody waits for this one: an open ticket ends by itself in ten minutes.
        exchange.post("/ticket/1", machine->request(), [](const Result<SignedAnswer>&) {});
        finish(error);
    }

    void finish(const Status& status)
    {
        over = true;
        promise.addResult(status);
        promise.finish();
    }

    StorePort& store;
    const Clock& clock;
    EnrolInvitation invitation;
    ServerAddress address;
    DeviceId device;
    SignedExchange exchange;
    std::chrono::milliseconds poll;
    std::optional<DeskEnrolment> machine;
    Instant openUntil;
    std::function<void(const DeskEnrolment&)> stage;
    QByteArray posted;
    bool digitsRight = false;
    bool entriesSaved = false;
    bool over = false;
    QPromise<Status> promise;
    QObject context; ///< timers die with it
};

DeskEnrolmentRun::DeskEnrolmentRun(
    Parts parts, EnrolInvitation invitation, std::chrono::milliseconds poll)
    : m_run(std::make_shared<Run>(std::move(parts), std::move(invitation), poll))
{
}

DeskEnrolmentRun::~DeskEnrolmentRun() = default;

void DeskEnrolmentRun::onStage(std::function<void(const DeskEnrolment&)> stage)
{
    m_run->stage = std::move(stage);
}

QFuture<Status> DeskEnrolmentRun::start()
{
    m_run->promise.start();
    auto future = m_run->promise.future();
    m_run->start();
    return future;
}

Status DeskEnrolmentRun::typeDigits(QByteArrayView digits)
{
    const auto run = m_run; // onStage may be where this object is let go
    return run->typeDigits(digits);
}

void DeskEnrolmentRun::drop()
{
    const auto run = m_run; // as above
    if (run->machine && !run->over)
        run->dropAndFinish({ErrorCode::Refused, "dropped"});
}

} // namespace doorstep::client
