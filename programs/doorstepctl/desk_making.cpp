#include "programs/doorstepctl/desk_making.h"

#include "programs/doorstepctl/desk_session.h"

#include <QDir>

namespace doorstep::ctl {

namespace {

Result<crypto::Digest> pinOf(const QString& hex)
{
    const QByteArray bytes = QByteArray::fromHex(hex.toLatin1());
    return crypto::Digest::fromBytes(bytes);
}

} // namespace

void DeskMaking::connect()
{
    practice.bootTime = [this] {
        return store::BootTime{bootClock.bootId(), bootClock.elapsedMs()};
    };
    transport = std::make_unique<client::HttpsTransport>(practice.address);
    creation = std::make_unique<client::PracticeCreation>(*transport, clock, mint);
}

void DeskMaking::withNewSecret(std::function<void(const Status&)> then)
{
    practice.deviceSecretId
        = *store::DeviceSecretId::fromBytes(crypto::randomBytes(store::DeviceSecretId::Size));
    vault.create(store::deviceSecretName(practice.deviceSecretId),
        [this, then = std::move(then)](Result<SecretBytes> secret) {
            if (!secret)
                return then(secret.error());
            practice.deviceSecret = std::move(*secret);
            then({});
        });
}

void declareDeskMaking(QCommandLineParser& options)
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
    options.addOption({QStringLiteral("allow-pin"),
        QStringLiteral("The secret is a PIN: the practice accepts a software keystore.")});
}

Result<client::NewPractice> newDeskFrom(const QCommandLineParser& options)
{
    client::NewPractice practice;
    DOORSTEP_TRY(claim, sync::decodeClaimCode(options.value(QStringLiteral("claim")).toLatin1()));
    DOORSTEP_TRY(now, pinOf(options.value(QStringLiteral("pin-now"))));
    const QString nextHex = options.value(QStringLiteral("pin-next"));
    DOORSTEP_TRY(
        next, pinOf(nextHex.isEmpty() ? options.value(QStringLiteral("pin-now")) : nextHex));
    DOORSTEP_TRY(role, entry::staffRoleFromWord(options.value(QStringLiteral("role"))));
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
    if (practice.personName.isEmpty() || options.value(QStringLiteral("store")).isEmpty())
        return Error{ErrorCode::InvalidInput, "--person and --store are needed"};
    return practice;
}

QString createdLine(const client::PracticeCreation::Created& created)
{
    return QStringLiteral("practice %1 staff %2 device %3")
        .arg(QString::fromLatin1(created.practice.toHex()),
            QString::fromLatin1(created.staff.toHex()),
            QString::fromLatin1(created.device.toHex()));
}

} // namespace doorstep::ctl
