#include "programs/doorstepctl/store_words.h"

namespace doorstep::ctl {

using namespace Qt::StringLiterals;

bool isSound(const vfs::StoreCheck& check)
{
    return !check.firstBad && !check.badFrame;
}

QString storeSentence(const vfs::StoreCheck& check)
{
    if (check.firstBad == 1u)
        return u"Page 1 does not authenticate, so nothing in the database can be read: it is "
               u"damaged "
               "or another store's; recover from the outbox."_s;
    if (check.firstBad)
        return u"Page %1 of %2 does not authenticate: it was damaged or changed; recover this "
               u"store "
               "from the outbox and the practice."_s.arg(*check.firstBad)
                   .arg(check.pages);
    if (check.badFrame == 0u)
        return u"%1 pages are authentic, but the header of the write-ahead log is damaged: what "
               u"was "
               "saved since the last checkpoint is only in the outbox."_s.arg(check.pages);
    if (check.badFrame)
        return u"%1 pages are authentic, but frame %2 of the write-ahead log is not: a power cut "
               u"or "
               "damage; what was saved from there on is only in the outbox."_s.arg(check.pages)
                   .arg(*check.badFrame);
    if (check.frames != 0)
        return u"%1 pages, all authentic, %2 frames of the write-ahead log among them."_s
            .arg(check.pages)
            .arg(check.frames);
    return u"%1 pages, all authentic."_s.arg(check.pages);
}

std::optional<QString> notCheckedSentence(const Error& error)
{
    if (error.code == ErrorCode::Busy)
        return u"The store is open in another program, so it was not checked and not touched; "
               u"close "
               "it there and ask again."_s;
    if (error.code == ErrorCode::NotFound)
        return u"There is no store in that folder."_s;
    if (error.code == ErrorCode::WrongSecret)
        return u"The key does not open this store: it is another practice's or a mistyped one; "
               "nothing was touched."_s;
    if (error.code == ErrorCode::Untrusted)
        return u"The key envelope was changed by somebody without the store's key, so nothing "
               u"behind "
               "it was believed or touched."_s;
    if (error.code == ErrorCode::Corrupt)
        return u"The key envelope is damaged in both copies; nothing was touched; recover from the "
               "outbox."_s;
    return std::nullopt;
}

} // namespace doorstep::ctl
