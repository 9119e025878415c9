#include "sync/client/pull_page.h"

#include <limits>
#include <map>

namespace doorstep::client {

Result<store::Page> makePage(const sync::SyncAnswer& answer)
{
    if (!answer.page.empty() && answer.cursor.isEmpty())
        return Error{ErrorCode::Corrupt, "a page came without its cursor"};
    store::Page page;
    page.cursor = answer.cursor;
    std::map<quint64, EntryId> positions;
    for (const sync::PageEntry& line : answer.page) {
        if (line.position == 0 || line.position > quint64(std::numeric_limits<qint64>::max()))
            return Error{ErrorCode::Corrupt, "a page names an impossible position"};
        // The live feed and a back-fill may bring the same entry in one page; another one at the
        // same place cannot be.
        const auto [known, fresh] = positions.emplace(line.position, line.entry.header.id);
        if (!fresh && known->second != line.entry.header.id)
            return Error{ErrorCode::Corrupt, "a page names one position twice"};
        if (!fresh)
            continue;
        QByteArray held;
        if (line.held) {
            const QLatin1StringView word = sync::heldWord(*line.held);
            held = QByteArray(word.data(), word.size());
        }
        page.entries.push_back(
            {static_cast<qint64>(line.position), entry::encodeEntry(line.entry), held});
    }
    return page;
}

} // namespace doorstep::client
