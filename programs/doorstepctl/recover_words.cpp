#include "programs/doorstepctl/recover_words.h"

#include <algorithm>

namespace doorstep::ctl {

using namespace Qt::StringLiterals;

namespace {

QString stretchSentence(const QString& file, const store::DamagedStretch& stretch)
{
    const QString where = u"%1: %2 bytes from byte %3 on hold no whole line"_s.arg(file)
                              .arg(stretch.bytes)
                              .arg(stretch.at);
    return stretch.atEnd
        ? where + u", the last of the file: a save that a power cut broke off, or damage."_s
        : where + u": they are damaged; the lines behind them were read."_s;
}

QString lostSentence(const store::LostPart& lost)
{
    using What = store::LostPart::What;
    switch (lost.what) {
    case What::NoEnvelope:
        return u"The key envelope is missing or damaged in both copies: the database cannot be "
               "opened, the outbox can."_s;
    case What::OtherPractice:
        return u"The key envelope does not open with these cards: the database is another "
               "practice's, or the envelope was changed."_s;
    case What::NoDatabase:
        return u"There is no database in the folder."_s;
    case What::Database:
        return u"The database could not be read whole: %1."_s.arg(QString::fromUtf8(lost.detail));
    case What::NoOutbox:
        return u"There is no outbox in the folder."_s;
    case What::OutboxStretch:
        return stretchSentence(u"Outbox"_s, lost.stretch);
    case What::OutboxLine:
        return u"Outbox: line %1 does not open with these cards: it is another practice's, or it "
               "was changed."_s.arg(lost.sequence);
    case What::OutboxContent:
        return u"Outbox: line %1 opened, but what is in it is not all entries that this version "
               "reads."_s.arg(lost.sequence);
    case What::NoSpool:
        return u"There is no spool in the folder."_s;
    case What::SpoolStretch:
        return stretchSentence(u"Spool"_s, lost.stretch);
    case What::SpoolContent:
        return u"Spool: not everything in it is an entry that this version reads."_s;
    }
    Q_UNREACHABLE();
}

} // namespace

QStringList lostSentences(const store::Recovery& recovery)
{
    QStringList sentences;
    for (const store::LostPart& lost : recovery.lost)
        sentences.append(lostSentence(lost));
    return sentences;
}

QString foundSentence(const store::Recovery& recovery)
{
    const auto count = [&](bool store::RecoveredEntry::*where) {
        return std::ranges::count_if(
            recovery.entries, [where](const auto& each) { return each.second.*where; });
    };
    return u"%1 entries recovered: %2 from the outbox, %3 from the spool, %4 from the database."_s
        .arg(recovery.entries.size())
        .arg(count(&store::RecoveredEntry::inOutbox))
        .arg(count(&store::RecoveredEntry::inSpool))
        .arg(count(&store::RecoveredEntry::inDatabase));
}

} // namespace doorstep::ctl
