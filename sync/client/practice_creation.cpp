#include "sync/client/practice_creation.h"

#include "sync/client/new_desk.h"
#include "sync/client/plain_exchange.h"
#include "sync/client/practice_founding.h"
#include "sync/client/practice_recovery.h"
#include "sync/client/signed_exchange.h"

#include <QPromise>

namespace doorstep::client {

namespace {

constexpr auto ClaimPath = "/claim/1";

/// The request that waits; a recovery's with the code that was given last.
Result<QByteArray> pendingWith(store::Connection& connection, const SecretBytes& claim)
{
    DOORSTEP_TRY(pending, pendingTake(connection));
    if (pending.isEmpty() || claim.isEmpty())
        return pending;
    DOORSTEP_TRY(request, sync::decodeClaimRequest(pending));
    auto* recover = std::get_if<sync::ClaimRecover>(&request);
    if (!recover)
        return pending;
    recover->claim = claim.view().toByteArray();
    const QByteArray renewed = sync::encodeClaimRequest(request);
    DOORSTEP_CHECK(keepPendingTake(connection, renewed));
    return renewed;
}

} // namespace

struct PracticeCreation::Run : std::enable_shared_from_this<PracticeCreation::Run> {
    using TakenThen = std::function<void(const Status&)>;
    using Make = std::function<Result<Founded>(NewPractice, const sync::ClaimAnswer&)>;

    Run(Transport& transport, const Clock& clock, IdMint& mint)
        : transport(transport)
        , clock(clock)
        , mint(mint)
    {
    }

    void look(std::shared_ptr<NewPractice> practice, Make make)
    {
        const QByteArray request
            = sync::encodeClaimRequest(sync::ClaimLook{practice->claim.view().toByteArray()});
        transport.post({ClaimPath, request, {}},
            [weak = weak_from_this(), practice, make = std::move(make)](
                const Result<WireAnswer>& answer) {
                if (const auto run = weak.lock())
                    run->found(plainBody(answer), std::move(*practice), make);
            });
    }

    void found(const Result<QByteArray>& body, NewPractice practice, const Make& make)
    {
        if (!body)
            return finish(body.error());
        const auto server = sync::decodeClaimAnswer(*body);
        if (!server)
            return finish(server.error());
        const crypto::Digest& shown = practice.address.pinNow;
        if (server->pinNow != shown && server->pinNext != shown)
            return finish(Error{ErrorCode::Untrusted, "the server names other pins than it has"});
        auto made = make(std::move(practice), *server);
        if (!made)
            return finish(made.error());
        founded = std::make_unique<Founded>(std::move(*made));
        take(*founded->store, founded->takeRequest, [this](const Status& taken) {
            if (taken)
                finish(founded->created);
            else
                finish(taken.error());
        });
    }

    void take(store::Store& store, const QByteArray& request, TakenThen then)
    {
        transport.post({ClaimPath, request, {}},
            [weak = weak_from_this(), &store, then = std::move(then)](
                const Result<WireAnswer>& answer) {
                const auto run = weak.lock();
                if (!run)
                    return;
                const auto body = plainBody(answer);
                if (body)
                    return then(forgetPendingTake(store.connection()));
                if (body.error().code == ErrorCode::Refused && body.error().detail == "claim")
                    return run->askWhetherOurs(store, then, body.error());
                then(body.error());
            });
    }

    /// A used code may have been used by this very request, its answer lost: then the server knows
    /// this device and answers it.
    void askWhetherOurs(store::Store& store, TakenThen then, const Error& refused)
    {
        exchange = std::make_unique<SignedExchange>(
            transport, clock, DeviceSigner::of(store.identity()));
        exchange->post("/staff/1", sync::encodeStaffRequest(sync::StaffList()),
            [&store, then = std::move(then), refused](const Result<SignedAnswer>& answer) {
                if (answer)
                    return then(forgetPendingTake(store.connection()));
                then(answer.error().permanent ? refused : answer.error());
            });
    }

    void finish(Result<Created> outcome)
    {
        founded.reset();
        promise->addResult(std::move(outcome));
        promise->finish();
    }

    Transport& transport;
    const Clock& clock;
    IdMint& mint;
    std::unique_ptr<Founded> founded;
    std::unique_ptr<SignedExchange> exchange;
    std::unique_ptr<QPromise<Result<Created>>> promise;
};

PracticeCreation::PracticeCreation(Transport& transport, const Clock& clock, IdMint& mint)
    : m_run(std::make_shared<Run>(transport, clock, mint))
{
}

PracticeCreation::~PracticeCreation() = default;

QFuture<Result<PracticeCreation::Created>> PracticeCreation::begin(NewPractice practice, Make make)
{
    m_run->promise = std::make_unique<QPromise<Result<Created>>>();
    m_run->promise->start();
    auto future = m_run->promise->future();
    if (practice.files.storeExists())
        m_run->finish(Error{ErrorCode::Exists, "the folder holds a store already"});
    else
        m_run->look(std::make_shared<NewPractice>(std::move(practice)), std::move(make));
    return future;
}

QFuture<Result<PracticeCreation::Created>> PracticeCreation::create(
    NewPractice practice, KeepCards keepCards)
{
    return begin(std::move(practice),
        [keepCards = std::move(keepCards), &clock = m_run->clock, &mint = m_run->mint](
            NewPractice made, const sync::ClaimAnswer& server) -> Result<Founded> {
            if (server.existing)
                return Error{ErrorCode::Refused, "claim"};
            return foundPractice(std::move(made), server, keepCards, clock, mint);
        });
}

QFuture<Result<PracticeCreation::Created>> PracticeCreation::recover(
    NewPractice practice, RecoveryMeans means)
{
    auto kept = std::make_shared<RecoveryMeans>(std::move(means));
    return begin(std::move(practice),
        [kept, &clock = m_run->clock, &mint = m_run->mint](
            NewPractice made, const sync::ClaimAnswer& server) {
            return recoverPractice(std::move(made), server, *kept, clock, mint);
        });
}

QFuture<Status> PracticeCreation::resume(store::Store& store, const SecretBytes& claim)
{
    const auto pending = pendingWith(store.connection(), claim);
    if (!pending || pending->isEmpty())
        return QtFuture::makeReadyFuture(pending ? Status() : Status(pending.error()));
    auto promise = std::make_shared<QPromise<Status>>();
    promise->start();
    m_run->take(store, *pending, [promise](const Status& taken) {
        promise->addResult(taken);
        promise->finish();
    });
    return promise->future();
}

Result<bool> PracticeCreation::needsResume(store::Store& store)
{
    DOORSTEP_TRY(pending, pendingTake(store.connection()));
    return !pending.isEmpty();
}

} // namespace doorstep::client
