#include "programs/doorstepctl/practice_recover_words.h"

namespace doorstep::ctl {

using namespace Qt::StringLiterals;

namespace {

QString notFound(const QByteArray& detail)
{
    if (detail == "root")
        return u"Nothing was changed: the server holds no keys of this practice that these cards "
               "open; give --from with a folder of its desk, or a copy of one."_s;
    if (detail == "keys")
        return u"Nothing was changed: the practice's signing key opened, its record keys were not "
               "found; give --from with a folder of its desk, or a copy of one."_s;
    return {};
}

QString untrusted(const QByteArray& detail)
{
    if (detail == "folder")
        return u"Nothing was changed: the server says that the practice has another root than the "
               "folder knows, so it is not this practice's server; check --server and the pins."_s;
    if (detail == "proof")
        return u"Nothing was changed: this practice was founded before the cards could prove that "
               "its root is the true one; give --from with a folder of one of its devices, or "
               "--trust-server when you are sure of the server."_s;
    return {};
}

} // namespace

QString recoveryRefusal(const Error& error)
{
    switch (error.code) {
    case ErrorCode::InvalidInput:
        return u"Nothing was changed: two different cards of the same practice are needed; fetch "
               "the card of another of the three people and run this again."_s;
    case ErrorCode::Corrupt:
        return u"Nothing was changed: a card is damaged or mistyped; type it again from the paper, "
               "or take the third card."_s;
    case ErrorCode::Unsupported:
        return u"Nothing was changed: one of the files holds no recovery card; its text begins "
               "with DSR1 and a colon."_s;
    case ErrorCode::WrongSecret:
        return u"Nothing was changed: these cards are not this practice's, or not of one making; "
               "take the cards that were written when it was founded."_s;
    case ErrorCode::Refused:
        return u"Nothing was changed: the server does not know the code, or it was used or has run "
               "out; its administrator makes another with `doorstep-server practice recover`."_s;
    case ErrorCode::Unreachable:
        return u"The server did not answer: no record is lost; run the same command again, it goes "
               "on where it stopped."_s;
    case ErrorCode::NotFound:
        return notFound(error.detail);
    case ErrorCode::Untrusted:
        return untrusted(error.detail);
    default:
        return {};
    }
}

} // namespace doorstep::ctl
