#include "sync/client/pull_page.h"

#include <limits>
#include <set>

namespace doorstep::client {

Result<store::Page> makePage(const sync::SyncAnswer& answer)
{
    if (!answer.page.empty() && answer.cursor.isEmpty())
        return Error{ErrorCode::Corrupt, "a page came without its cursor"};
    store::Page page;
    page.cursor = answer.cursor;
    page.through = static_cast<qint64>(
        std::min<quint64>(answer.through, std::numeric_limits<qint64>::max()));
    std::set<quint64> positions;
    for (const sync::PageEntry& line : answer.page) {
        if (line.position == 0 || line.position > quint64(std::numeric_limits<qint64>::max())
            || !positions.insert(line.position).second)
            return Error{ErrorCode::Corrupt, "a page names an impossible position"};
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
