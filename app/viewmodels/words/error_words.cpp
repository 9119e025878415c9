#include "app/viewmodels/words/error_words.h"

#include "sync/client/staff_revocation.h"

#include <QCoreApplication>

namespace doorstep::app::words {

namespace error_parts {

QString says(const char* text)
{
    return QCoreApplication::translate("ErrorWords", text);
}

QString whatHappened(ErrorCode code)
{
    switch (code) {
    case ErrorCode::InvalidInput:
        return says("Something in it cannot be recorded.");
    case ErrorCode::Corrupt:
        return says("It is damaged and was not read.");
    case ErrorCode::NotFound:
        return says("It is not on this device.");
    case ErrorCode::Exists:
        return says("It is here already.");
    case ErrorCode::WrongSecret:
        return says("That is not right.");
    case ErrorCode::Locked:
        return says("This device is locked.");
    case ErrorCode::Busy:
        return says("Another program is using the records.");
    case ErrorCode::DiskFull:
        return says("This device is full.");
    case ErrorCode::Io:
        return says("This device did not write or read.");
    case ErrorCode::Unsupported:
        return says("It comes from a newer version.");
    case ErrorCode::Unreachable:
        return says("The practice cannot be reached.");
    case ErrorCode::Untrusted:
        return says("The answer did not come from your practice.");
    case ErrorCode::Refused:
        return says("The practice said no.");
    case ErrorCode::Expired:
        return says("It has run out.");
    case ErrorCode::LimitExceeded:
        return says("It is too large.");
    case ErrorCode::KeystoreMissing:
        return says("This device's keys are missing.");
    case ErrorCode::KeystoreLocked:
        return says("This device's key ring is locked.");
    case ErrorCode::Internal:
        return says("The program made a mistake.");
    }
    return says("The program made a mistake.");
}

/// Where "it" would leave a person guessing what.
QString whatHappened(const Error& error, Doing doing)
{
    const ErrorCode code = error.code;
    if (doing == Doing::Unlocking && code == ErrorCode::Unsupported)
        return says("A newer Doorstep wrote the records on this device.");
    if (doing == Doing::Reading && code == ErrorCode::Expired && error.detail == "lease")
        return says("This device has not reached the practice for too long to show records.");
    if (doing == Doing::Unlocking && code == ErrorCode::Corrupt)
        return says("The records on this device are damaged and were not opened.");
    return whatHappened(code);
}

QString whatIsSafe(Doing doing)
{
    switch (doing) {
    case Doing::Saving:
        return says("Nothing was saved; what you typed is still here.");
    case Doing::Reading:
        return says("No record is changed.");
    case Doing::Unlocking:
        return says("No record is lost or changed.");
    case Doing::Importing:
        return says("Nothing was imported.");
    case Doing::Exporting:
        return says("No file was made.");
    case Doing::Joining:
        return says("This device has not joined.");
    case Doing::Inviting:
        return says("Nothing was handed out.");
    }
    return {};
}

QString whatNext(ErrorCode code)
{
    switch (code) {
    case ErrorCode::DiskFull:
        return says("Remove other files from this device, then try again.");
    case ErrorCode::Unsupported:
        return says("Update Doorstep, then try again.");
    case ErrorCode::Locked:
        return says("Unlock it and go on.");
    case ErrorCode::KeystoreLocked:
        return says("Unlock the key ring, then try again.");
    case ErrorCode::KeystoreMissing:
    case ErrorCode::Untrusted:
    case ErrorCode::Corrupt:
    case ErrorCode::Internal:
        return says("Tell the practice.");
    case ErrorCode::InvalidInput:
    case ErrorCode::LimitExceeded:
        return says("Change it and try again.");
    case ErrorCode::NotFound:
    case ErrorCode::Exists:
    case ErrorCode::WrongSecret:
    case ErrorCode::Busy:
    case ErrorCode::Io:
    case ErrorCode::Unreachable:
    case ErrorCode::Refused:
    case ErrorCode::Expired:
        return says("Try again.");
    }
    return says("Try again.");
}

} // namespace error_parts

QString errorSentence(const Error& error, Doing doing)
{
    using namespace error_parts;
    if (doing == Doing::Unlocking && error.detail == client::StaffOutOfUse)
        return says("The practice has taken you out of use, on this device too. No record is lost: "
                    "what was not sent is sealed here and is sent while the device is locked. "
                    "Others open it with their own PIN; if nobody else has one, the coordinator "
                    "enrols it anew.");
    return QStringLiteral("%1 %2 %3")
        .arg(whatHappened(error, doing), whatIsSafe(doing), whatNext(error.code));
}

} // namespace doorstep::app::words
