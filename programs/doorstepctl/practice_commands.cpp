#include "core/store/attachment_store.h"
#include "core/store/entry_store.h"
#include "core/store/freshness.h"
#include "programs/doorstepctl/desk_making.h"
#include "programs/doorstepctl/desk_session.h"

#include <QDir>

/// Making a practice from a claim code, looking at a store, syncing it.
namespace doorstep::ctl {

namespace {

/// One file a card: each belongs to another person, on paper.
Status writeCards(const QString& folder, const std::array<client::RecoveryCard, 3>& cards)
{
    if (!QDir().mkpath(folder))
        return Error{ErrorCode::Io, "the folder for the cards cannot be made"};
    for (const auto& card : cards) {
        const QString path
            = QStringLiteral("%1/recovery-card-%2.txt").arg(folder).arg(card.number + 1);
        DOORSTEP_CHECK(writeFile(path, card.text.view()));
    }
    return {};
}

void createPractice(const QCommandLineParser& options, const Done& done)
{
    const QString what = QStringLiteral("practice create");
    const QString cards = options.value(QStringLiteral("cards"));
    auto practice = newDeskFrom(options);
    if (practice && cards.isEmpty())
        practice = Error{ErrorCode::InvalidInput, "--cards is needed"};
    if (!practice) {
        complain(what, practice.error());
        done(2);
        return;
    }
    auto work = std::make_shared<DeskMaking>();
    work->practice = std::move(*practice);
    work->connect();
    work->withNewSecret([work, what, cards, done](const Status& secret) {
        if (!secret) {
            complain(QStringLiteral("keystore"), secret.error());
            done(1);
            return;
        }
        work->creation
            ->create(std::move(work->practice),
                [cards](const auto& made) { return writeCards(cards, made); })
            .then(&work->vault,
                [work, what, done](Result<client::PracticeCreation::Created> created) {
                    if (!created)
                        complain(what, created.error());
                    else
                        print(createdLine(*created));
                    done(created ? 0 : 1);
                });
    });
}

void sync(const QCommandLineParser& options, const Done& done)
{
    DeskSession::with(
        options, [](DeskSession& desk, const Done& finish) { desk.syncOnce(finish); }, done);
}

struct Standing {
    store::ReceiptCounts counts;
    std::optional<store::PutBack> putBack;
    int attachments = 0;
    int attachmentsWaiting = 0;
    int notUnderstood = 0;
};

Result<Standing> standingIn(store::Connection& connection)
{
    DOORSTEP_TRY(counts, store::EntryStore(connection).receiptCounts());
    DOORSTEP_TRY(putBack, store::PutBackStore(connection).find());
    DOORSTEP_TRY(attachments, store::attachmentsHere(connection));
    DOORSTEP_TRY(waiting, store::attachmentsWaiting(connection));
    DOORSTEP_TRY(notUnderstood, store::EntryStore(connection).notUnderstood());
    return Standing{counts, putBack, attachments, waiting, notUnderstood};
}

void printStanding(const store::DeviceIdentity& own, const Standing& standing)
{
    const auto hex = [](const auto& bytes) { return QString::fromLatin1(bytes.toBytes().toHex()); };
    const store::ReceiptCounts& counts = standing.counts;
    print(QStringLiteral("practice: %1").arg(own.practiceName));
    print(QStringLiteral("practice id: %1").arg(hex(own.practice)));
    print(QStringLiteral("server key: %1").arg(hex(own.serverSign)));
    print(QStringLiteral("records made here: %1").arg(counts.total()));
    print(
        QStringLiteral("on this device only %1, at the practice %2, safe %3, exported %4, held %5")
            .arg(counts.here)
            .arg(counts.atPractice)
            .arg(counts.safe)
            .arg(counts.exported)
            .arg(counts.held));
    print(QStringLiteral("attachments %1, not yet at the practice %2")
              .arg(standing.attachments)
              .arg(standing.attachmentsWaiting));
    if (standing.notUnderstood > 0)
        print(QStringLiteral("records of another version, kept and not shown: %1")
                  .arg(standing.notUnderstood));
    if (standing.putBack)
        print(QStringLiteral("An older copy of this store was put back: saves made after it are "
                             "missing here; sync, then check what was done since."));
}

void status(const QCommandLineParser& options, const Done& done)
{
    DeskSession::with(
        options,
        [](DeskSession& desk, const Done& finish) {
            desk.session()
                .read(standingIn)
                .then(&desk, [finish, &desk](const Result<Standing>& standing) {
                    if (!standing) {
                        complain(QStringLiteral("status"), standing.error());
                        return finish(1);
                    }
                    desk.session().identity().then(
                        &desk, [finish, standing](const Result<store::DeviceIdentity>& own) {
                            if (own)
                                printStanding(*own, *standing);
                            else
                                complain(QStringLiteral("status"), own.error());
                            finish(own ? 0 : 1);
                        });
                });
        },
        done);
}

void declareCreate(QCommandLineParser& options)
{
    declareDeskMaking(options);
    options.addOption({QStringLiteral("cards"),
        QStringLiteral("Folder for the three recovery cards."), QStringLiteral("folder")});
}

} // namespace

std::vector<Command> practiceCommands()
{
    return {
        {"practice create",
            "--claim CODE --server HOST:PORT --pin-now HEX --person NAME --role ROLE --cards DIR "
            "--store DIR --pass-file FILE",
            declareCreate, createPractice},
        {"sync", "--store DIR --pass-file FILE [--as NAME]", DeskSession::declareOptions, sync},
        {"status", "--store DIR --pass-file FILE [--as NAME]", DeskSession::declareOptions, status},
    };
}

} // namespace doorstep::ctl
