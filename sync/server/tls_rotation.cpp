#include "sync/server/tls_rotation.h"

#include "sync/server/private_file.h"
#include "sync/server/tls_keys.h"

#include <QFile>
#include <array>

namespace doorstep::server {
namespace rotation_detail {

Status makeSuccessor(const TlsFiles& files)
{
    DOORSTEP_TRY(made, tls::makeKey());
    return tls::writeKey(files.after(), made.get());
}

/// Devices accept it for OldPinDays more: a server that has to go back can.
Status keepOldKey(const TlsFiles& files)
{
    DOORSTEP_TRY(key, tls::readKey(files.now()));
    return tls::writeKey(files.was(), key.get());
}

Status serveNextKey(const TlsFiles& files)
{
    return movePrivateFile(files.next(), files.now());
}

Status promiseSuccessor(const TlsFiles& files)
{
    return movePrivateFile(files.after(), files.next());
}

Status notePin(const TlsFiles& files)
{
    DOORSTEP_TRY(key, tls::readKey(files.next()));
    DOORSTEP_TRY(pin, tls::pinOf(key.get()));
    return writePinFile(files.nextPin(), pin);
}

constexpr std::array Steps{TlsRotationStep{"make", makeSuccessor},
    TlsRotationStep{"keep", keepOldKey}, TlsRotationStep{"serve", serveNextKey},
    TlsRotationStep{"promise", promiseSuccessor}, TlsRotationStep{"note", notePin}};

} // namespace rotation_detail

std::span<const TlsRotationStep> tlsRotationSteps()
{
    return rotation_detail::Steps;
}

Status rotateTlsKeys(const QString& directory, const TlsIdentity& identity, Instant now, bool again)
{
    const TlsFiles files{directory};
    const bool isSoon
        = QFile::exists(files.was()) && now.ms - identity.madeAt.ms < OldPinDays * tls::DayMs;
    if (isSoon && !again)
        return Error{ErrorCode::Refused,
            "rotated less than 30 days ago: a device that has not heard of it yet would be left"
            " behind; --again does it all the same"};
    if (!QFile::exists(files.next()))
        return Error{ErrorCode::NotFound, "tls_next.pem is not here: bring the next key back"};
    DOORSTEP_TRY(key, tls::readKey(files.next()));
    DOORSTEP_TRY(pin, tls::pinOf(key.get()));
    if (pin != identity.pinNext)
        return Error{ErrorCode::Untrusted, "tls_next.pem is not the key that devices pin"};
    for (const TlsRotationStep& step : tlsRotationSteps())
        DOORSTEP_CHECK(step.run(files));
    return {};
}

Status settleTlsRotation(const QString& directory)
{
    const TlsFiles files{directory};
    if (!QFile::exists(files.after()))
        return {};
    DOORSTEP_TRY(key, tls::readKey(files.now()));
    DOORSTEP_TRY(pin, tls::pinOf(key.get()));
    const auto promised = readPinFile(files.nextPin());
    if (!promised && promised.error().code != ErrorCode::NotFound)
        return promised.error();
    const bool isServed = !QFile::exists(files.next()) && (!promised || *promised == pin);
    if (isServed)
        return rotation_detail::promiseSuccessor(files);
    // The promised key does not serve yet: nothing had changed for anybody.
    if (!QFile::remove(files.after()))
        return Error::transient(ErrorCode::Io, "tls_after.pem");
    return {};
}

} // namespace doorstep::server
