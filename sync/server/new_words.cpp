#include "sync/server/new_words.h"

namespace doorstep::server {
namespace new_words_detail {

constexpr const char* ReadWords = "SELECT word FROM clear_word";
constexpr const char* ForgetWords = "DELETE FROM clear_word";
constexpr const char* PutWord = "INSERT INTO clear_word(word) VALUES(?)";
constexpr int LinesAtOnce = 500;

Result<QByteArrayList> wordsOf(Log& log)
{
    QByteArrayList words;
    DOORSTEP_TRY(rows, log.sql.run(ReadWords));
    while (rows.next())
        words += rows.text(0).toLatin1();
    return words;
}

Status putWords(Log& log, const QByteArrayList& words)
{
    DOORSTEP_CHECK(log.sql.change(ForgetWords));
    for (const QByteArray& word : words)
        DOORSTEP_CHECK(log.sql.change(PutWord, QString::fromLatin1(word)));
    return {};
}

/// The practice's scope is where all clear entries stand.
Status actIn(Log& log, const Practice& practice, const ServerKey& key, Instant now,
    const QByteArrayList& former)
{
    DOORSTEP_TRY(ordering, Ordering::begin(log, practice.id));
    ClearEffects effects(log, ordering, practice, key, now);
    const quint64 end = ordering.next() - 1;
    quint64 last = 0;
    for (bool isMore = true; isMore;) {
        DOORSTEP_TRY(lines,
            log.entries.inScope(practice.id, practice.scopes.practice, last, end, LinesAtOnce));
        isMore = !lines.empty();
        for (const RoutedLine& line : lines) {
            last = line.position;
            DOORSTEP_TRY(stored, log.entries.read(practice.id, line.entrySeq));
            const auto& e = stored.entry;
            if (stored.state != EntryState::Routed || entry::isSealed(e.header.entryClass))
                continue;
            const auto payload = entry::decodeClear(e.header.entryClass, e.body);
            if (payload && entry::isBeyond(payload->body, former))
                DOORSTEP_CHECK(effects.apply(stored, line.position));
        }
    }
    return ordering.finish();
}

} // namespace new_words_detail

Status actOnNewWords(Log& log, const ServerKey& key, Instant now)
{
    using namespace new_words_detail;
    const QByteArrayList& words = entry::clearWords();
    DOORSTEP_TRY(former, wordsOf(log));
    if (QSet<QByteArray>(former.begin(), former.end())
        == QSet<QByteArray>(words.begin(), words.end()))
        return {};
    if (!former.isEmpty()) {
        DOORSTEP_TRY(practices, log.practices.all());
        for (const Practice& practice : practices) {
            if (practice.claimed)
                DOORSTEP_CHECK(actIn(log, practice, key, now, former));
        }
    }
    return putWords(log, words);
}

} // namespace doorstep::server
