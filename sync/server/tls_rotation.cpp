#include "sync/server/tls_rotation.h"

#include "sync/server/private_file.h"
#include "sync/server/tls_keys.h"

#include <QFile>
#include <algorithm>
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

Status mayRotateTls(Log& log, const crypto::Digest& promised, Instant now)
{
    DOORSTEP_TRY(practices, log.practices.all());
    for (const auto& practice : practices) {
        if (!practice.claimed)
            continue;
        DOORSTEP_TRY(told, log.pins.newest(practice.id));
        if (!told || std::ranges::count(told->pins, promised) == 0)
            return Error{ErrorCode::Refused,
                "first run doorstepctl server pins: devices were not told of the next key yet, and"
                " would not find this server; --again rotates all the same"};
        if (now.ms - told->since.ms < OldPinDays * tls::DayMs)
            return Error{ErrorCode::Refused,
                "devices were told of the next key less than 30 days ago: one that has not synced"
                " since would be left behind; --again rotates all the same"};
    }
    return {};
}

Status rotateTlsKeys(const QString& directory, const TlsIdentity& identity)
{
    const TlsFiles files{directory};
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
