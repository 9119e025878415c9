#include "tests/fault/power_cut.h"

#include <algorithm>
#include <cstring>

namespace doorstep::test {

namespace {

constexpr qsizetype Sector = 512;

bool oneIn(PowerCut::Random& random, unsigned count)
{
    return random() % count == 0;
}

} // namespace

PowerCut::PowerCut(const std::vector<DiskEvent>& events, const DiskStart& start)
    : m_events(events)
    , m_names(start.names)
{
    for (const auto& [inode, content] : start.contents)
        m_inodes[inode].durable = content;
}

void PowerCut::advanceTo(std::size_t index)
{
    for (; m_at < index; ++m_at)
        apply(m_events[m_at]);
}

void PowerCut::apply(const DiskEvent& event)
{
    switch (event.kind) {
    case DiskEvent::Kind::Write:
    case DiskEvent::Kind::Truncate:
        m_inodes[event.inode].pending.push_back(&event);
        return;
    case DiskEvent::Kind::Create:
    case DiskEvent::Kind::Delete:
    case DiskEvent::Kind::Rename:
        m_pendingNames.push_back(&event);
        return;
    case DiskEvent::Kind::Sync: {
        Inode& inode = m_inodes[event.inode];
        for (const DiskEvent* pending : inode.pending) {
            if (pending->kind == DiskEvent::Kind::Truncate)
                inode.durable.resize(qsizetype(pending->offset), '\0');
            else
                write(inode.durable, *pending, 0, pending->bytes.size());
        }
        inode.pending.clear();
        return;
    }
    case DiskEvent::Kind::SyncNames:
        for (const DiskEvent* name : m_pendingNames)
            changeNames(m_names, *name);
        m_pendingNames.clear();
        return;
    }
}

void PowerCut::changeNames(Names& names, const DiskEvent& event)
{
    if (event.kind == DiskEvent::Kind::Create)
        names[event.name] = event.inode;
    else if (event.kind == DiskEvent::Kind::Rename)
        renameIn(names, event.name, event.newName);
    else
        names.erase(event.name);
}

void PowerCut::renameIn(Names& names, const std::string& from, const std::string& to)
{
    if (const auto file = names.find(from); file != names.end()) {
        const int inode = file->second;
        names.erase(file);
        names[to] = inode;
        return;
    }
    const std::string folder = from + '/';
    for (auto inside = names.lower_bound(folder);
         inside != names.end() && inside->first.starts_with(folder);) {
        names[to + '/' + inside->first.substr(folder.size())] = inside->second;
        inside = names.erase(inside);
    }
}

void PowerCut::write(QByteArray& content, const DiskEvent& event, qsizetype from, qsizetype count)
{
    const auto at = qsizetype(event.offset) + from;
    if (content.size() < at + count)
        content.append(QByteArray(at + count - content.size(), '\0'));
    std::memcpy(content.data() + at, event.bytes.constData() + from, std::size_t(count));
}

void PowerCut::writeSectors(QByteArray& content, const DiskEvent& event, Random& random)
{
    for (qsizetype from = 0; from < event.bytes.size();) {
        const auto at = qsizetype(event.offset) + from;
        const qsizetype count = std::min(Sector - at % Sector, event.bytes.size() - from);
        if (oneIn(random, 2)) {
            write(content, event, from, count);
        } else if (oneIn(random, 16)) {
            DiskEvent garbage = event;
            for (qsizetype i = from; i < from + count; ++i)
                garbage.bytes[i] = char(random());
            write(content, garbage, from, count);
        } else if (oneIn(random, 4) && content.size() < at + count) {
            content.append(QByteArray(at + count - content.size(), '\0')); // size yes, data no
        }
        from += count;
    }
}

QByteArray PowerCut::survivor(const Inode& inode, Survival survival, Random& random)
{
    QByteArray content = inode.durable;
    const std::size_t prefix = random() % (inode.pending.size() + 1);
    for (std::size_t i = 0; i < inode.pending.size(); ++i) {
        const DiskEvent& event = *inode.pending[i];
        bool whole = false;
        switch (survival) {
        case Survival::Nothing:
            continue;
        case Survival::Everything:
            whole = true;
            break;
        case Survival::WholeWrites:
        case Survival::Sectors:
            whole = oneIn(random, 2);
            break;
        case Survival::Prefix:
            whole = i < prefix;
            break;
        }
        if (event.kind == DiskEvent::Kind::Truncate) {
            if (whole)
                content.resize(qsizetype(event.offset), '\0');
        } else if (survival == Survival::Sectors || (survival == Survival::Prefix && i == prefix)) {
            writeSectors(content, event, random);
        } else if (whole) {
            write(content, event, 0, event.bytes.size());
        }
    }
    return content;
}

MemoryDisk::Files PowerCut::image(Random& random) const
{
    Names names = m_names;
    const std::size_t inTime = random() % (m_pendingNames.size() + 1);
    for (std::size_t i = 0; i < inTime; ++i)
        changeNames(names, *m_pendingNames[i]);
    const bool alike = oneIn(random, 2);
    auto survival = Survival(random() % 5);
    MemoryDisk::Files files;
    for (const auto& [name, id] : names) {
        const auto found = m_inodes.find(id);
        if (!alike)
            survival = Survival(random() % 5);
        files.emplace(name,
            found == m_inodes.end() ? QByteArray() : survivor(found->second, survival, random));
    }
    return files;
}

MemoryDisk::Files PowerCut::durable() const
{
    MemoryDisk::Files files;
    for (const auto& [name, id] : m_names) {
        const auto found = m_inodes.find(id);
        files.emplace(name, found == m_inodes.end() ? QByteArray() : found->second.durable);
    }
    return files;
}

} // namespace doorstep::test
