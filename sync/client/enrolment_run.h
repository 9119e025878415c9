#pragma once

#include "sync/client/desk_enrolment.h"
#include "sync/client/signed_exchange.h"
#include "sync/client/store_port.h"
#include "sync/client/tablet_enrolment.h"

#include <QFuture>
#include <chrono>

namespace doorstep::client {

/// Drives TabletEnrolment over a transport made for the ticket's address: posts, asks again every
/// `poll`, carries on over lost answers until the ticket expires.
class TabletEnrolmentRun {
public:
    TabletEnrolmentRun(Transport& transport, const Clock& clock, const sync::TicketCode& code,
        const sync::EnrolDetails& details,
        std::chrono::milliseconds poll = std::chrono::seconds(2));
    ~TabletEnrolmentRun();

    /// Called once, with the six digits to show.
    void onDigits(std::function<void(QByteArray)> digits);
    /// How many attempts in a row had no answer: again with each, and 0 when one had.
    void onSilence(std::function<void(int)> silence);
    /// Once. std::shared_ptr because a QFuture shares its result.
    [[nodiscard]] QFuture<Result<std::shared_ptr<Enrolment>>> start();

private:
    struct Run;
    std::shared_ptr<Run> m_run;
};

/// Drives DeskEnrolment. The new device's certificate and keys are saved as entries of this desk
/// before the acceptance leaves; they reach the others with the next sync. A server that does not
/// answer ends it: Unreachable when the ticket could not be shown within OpeningTime, Expired when
/// the ticket's ten minutes passed in silence.
class DeskEnrolmentRun {
public:
    static constexpr std::chrono::seconds OpeningTime{20};

    struct Parts {
        Transport& transport;
        StorePort& store;
        const Clock& clock;
        IdMint& mint;
        DeviceSigner signer;
        ServerAddress address;
    };
    DeskEnrolmentRun(Parts parts, EnrolInvitation invitation,
        std::chrono::milliseconds poll = std::chrono::seconds(2));
    ~DeskEnrolmentRun();

    /// After every change of stage.
    void onStage(std::function<void(const DeskEnrolment&)> stage);
    /// Once. Finishes when the device has collected its keys, or with why not.
    [[nodiscard]] QFuture<Status> start();
    /// While Comparing. WrongSecret: let the person look again.
    [[nodiscard]] Status typeDigits(QByteArrayView digits);
    void drop();

private:
    struct Run;
    std::shared_ptr<Run> m_run;
};

} // namespace doorstep::client
