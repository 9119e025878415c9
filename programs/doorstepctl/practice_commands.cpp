#include "core/store/attachment_store.h"
#include "core/store/entry_store.h"
#include "core/store/freshness.h"
#include "platform/linux/keychain_vault.h"
#include "platform/linux/linux_boot_clock.h"
#include "programs/doorstepctl/desk_session.h"
#include "sync/client/practice_creation.h"

#include <QDir>

/// Making a practice from a claim code, looking at a store, syncing it.
namespace doorstep::ctl {

namespace {

Result<crypto::Digest> pinOf(const QString& hex)
{
    const QByteArray bytes = QByteArray::fromHex(hex.toLatin1());
    return crypto::Digest::fromBytes(bytes);
}

Result<entry::StaffRole> roleOf(const QString& word)
{
    return entry::staffRoleFromWord(word);
}

/// Everything a creation needs alive until it ends.
struct Creation {
    SystemClock clock;
    platform::LinuxBootClock bootClock;
    platform::KeychainVault vault{QStringLiteral("doorstep")};
    IdMint mint{clock};
    client::NewPractice practice;
    std::unique_ptr<client::HttpsTransport> transport;
    std::unique_ptr<client::PracticeCreation> creation;
};

Result<client::NewPractice> practiceFrom(const QCommandLineParser& options)
{
    client::NewPractice practice;
    DOORSTEP_TRY(claim, sync::decodeClaimCode(options.value(QStringLiteral("claim")).toLatin1()));
    DOORSTEP_TRY(now, pinOf(options.value(QStringLiteral("pin-now"))));
    const QString nextHex = options.value(QStringLiteral("pin-next"));
    DOORSTEP_TRY(
        next, pinOf(nextHex.isEmpty() ? options.value(QStringLiteral("pin-now")) : nextHex));
    DOORSTEP_TRY(role, roleOf(options.value(QStringLiteral("role"))));
    DOORSTEP_TRY(secret, readSecret(options.value(QStringLiteral("pass-file"))));
    practice.claim = std::move(claim);
    practice.address = {options.value(QStringLiteral("server")).toLatin1(), now, next};
    practice.role = entry::DeviceRole::Desk;
    practice.personName = options.value(QStringLiteral("person"));
    practice.personRole = role;
    practice.pin = std::move(secret);
    practice.secretKind = options.isSet(QStringLiteral("allow-pin"))
        ? store::SecretKind::Pin
        : store::SecretKind::Passphrase;
    practice.files = {QDir(options.value(QStringLiteral("store"))).absolutePath()};
    practice.deviceSecretId
        = *store::DeviceSecretId::fromBytes(crypto::randomBytes(store::DeviceSecretId::Size));
    if (practice.personName.isEmpty() || options.value(QStringLiteral("store")).isEmpty()
        || options.value(QStringLiteral("cards")).isEmpty())
        return Error{ErrorCode::InvalidInput, "--person, --store and --cards are needed"};
    return practice;
}

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
    auto practice = practiceFrom(options);
    if (!practice) {
        complain(QStringLiteral("practice create"), practice.error());
        done(2);
        return;
    }
    auto work = std::make_shared<Creation>();
    work->practice = std::move(*practice);
    const QString cards = options.value(QStringLiteral("cards"));
    work->vault.create(store::deviceSecretName(work->practice.deviceSecretId),
        [work, cards, done](Result<SecretBytes> secret) {
            if (!secret) {
                complain(QStringLiteral("keystore"), secret.error());
                done(1);
                return;
            }
            work->practice.deviceSecret = std::move(*secret);
            work->practice.bootTime = [work = work.get()] {
                return store::BootTime{work->bootClock.bootId(), work->bootClock.elapsedMs()};
            };
            work->transport = std::make_unique<client::HttpsTransport>(work->practice.address);
            work->creation = std::make_unique<client::PracticeCreation>(
                *work->transport, work->clock, work->mint);
            work->creation
                ->create(std::move(work->practice),
                    [cards](const auto& made) { return writeCards(cards, made); })
                .then(
                    &work->vault, [work, done](Result<client::PracticeCreation::Created> created) {
                        if (!created)
                            complain(QStringLiteral("practice create"), created.error());
                        else
                            print(QStringLiteral("practice %1 staff %2 device %3")
                                      .arg(QString::fromLatin1(created->practice.toHex()),
                                          QString::fromLatin1(created->staff.toHex()),
                                          QString::fromLatin1(created->device.toHex())));
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
    DeskSession::declareOptions(options);
    const auto add = [&](const char* name, const char* what) {
        options.addOption({QLatin1String(name), QLatin1String(what), QStringLiteral("value")});
    };
    add("claim", "The code that doorstep-server printed.");
    add("server", "HOST:PORT.");
    add("pin-now", "SHA-256 of the server's public key, hex.");
    add("pin-next", "The same of its next key.");
    add("person", "Your name.");
    add("role", "coordinator, manager, nurse, gp or hca.");
    add("cards", "Folder for the three recovery cards.");
    options.addOption({QStringLiteral("allow-pin"),
        QStringLiteral("The secret is a PIN: the practice accepts a software keystore.")});
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
