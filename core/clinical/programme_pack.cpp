#include "core/clinical/programme_pack.h"

#include <QDir>
#include <QFile>

#include <algorithm>

// A static library's resources are linked in only when asked for by name, outside any namespace.
static void registerPackResources()
{
    Q_INIT_RESOURCE(programme_packs);
}

namespace doorstep::clinical {

namespace {

template <typename Item, typename Key>
const Item* findIn(const std::vector<Item>& items, Key key, QStringView wanted)
{
    const auto found = std::find_if(items.begin(), items.end(),
        [&](const Item& item) { return !wanted.isEmpty() && item.*key == wanted; });
    return found == items.end() ? nullptr : &*found;
}

} // namespace

const Product* ProgrammePack::productById(QStringView productId) const
{
    return findIn(products, &Product::id, productId);
}

const Product* ProgrammePack::productByDmd(QStringView dmd) const
{
    return findIn(products, &Product::dmd, dmd);
}

const CodedPlace* ProgrammePack::site(QStringView siteId) const
{
    return findIn(sites, &CodedPlace::id, siteId);
}

const CodedPlace* ProgrammePack::route(QStringView routeId) const
{
    return findIn(routes, &CodedPlace::id, routeId);
}

const OutcomeCode* ProgrammePack::code(QStringView outcome) const
{
    return findIn(codes, &OutcomeCode::outcome, outcome);
}

const PreScreenQuestion* ProgrammePack::question(QStringView questionId) const
{
    return findIn(preScreen, &PreScreenQuestion::id, questionId);
}

Result<std::vector<ProgrammePack>> shippedProgrammePacks()
{
    registerPackResources();
    const QDir folder(QStringLiteral(":/doorstep/packs"));
    std::vector<ProgrammePack> packs;
    for (const auto& name : folder.entryList(QDir::Files, QDir::Name)) {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::ReadOnly))
            return Error{ErrorCode::Io, "pack resource " + name.toUtf8()};
        DOORSTEP_TRY(pack, readProgrammePack(file.readAll()));
        packs.push_back(std::move(pack));
    }
    std::stable_sort(packs.begin(), packs.end(),
        [](const ProgrammePack& a, const ProgrammePack& b) { return a.dated > b.dated; });
    return packs;
}

} // namespace doorstep::clinical
