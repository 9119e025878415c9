#include "core/store/line_salvage.h"

#include "core/crypto/crypto.h"
#include "core/store/append_file.h"
#include "core/store/spool.h"

#include <QFile>
#include <QFileInfo>
#include <QtEndian>
#include <algorithm>

namespace doorstep::store {

namespace salvage {

constexpr qsizetype LengthBytes = 4;
constexpr qsizetype CrcBytes = 4;

/// The content of the whole line at `at`; nothing when there is none. `shape` is for a search: what
/// stands where a line must begin is one when its sum holds, whatever it says.
std::optional<QByteArrayView> lineAt(QByteArrayView bytes, qsizetype at, const LineShape* shape)
{
    const QByteArrayView left = bytes.sliced(at);
    const qsizetype headBytes = shape ? shape->headBytes : 0;
    if (left.size() < LengthBytes + headBytes + CrcBytes)
        return std::nullopt;
    const auto length = qFromLittleEndian<quint32>(left.data());
    if (length < headBytes || length > AppendFile::MaxLine
        || qint64(length) > left.size() - LengthBytes - CrcBytes
        || (shape && !shape->mayBegin(left.sliced(LengthBytes, headBytes))))
        return std::nullopt;
    const QByteArrayView covered = left.first(LengthBytes + qsizetype(length));
    if (qFromLittleEndian<quint32>(left.data() + covered.size()) != crypto::crc32c(covered))
        return std::nullopt;
    return covered.sliced(LengthBytes);
}

std::vector<DamagedStretch> readAll(
    QByteArrayView bytes, const LineShape& shape, const std::function<void(QByteArrayView)>& line)
{
    std::vector<DamagedStretch> damaged;
    qsizetype begin = 0; // of the stretch that holds no line
    qsizetype at = 0;
    const auto closeStretch = [&] {
        if (at > begin)
            damaged.push_back({begin, at - begin, at == bytes.size()});
    };
    while (at < bytes.size()) {
        const auto whole = lineAt(bytes, at, at == begin ? nullptr : &shape);
        if (!whole) {
            ++at;
            continue;
        }
        closeStretch();
        line(*whole);
        at += LengthBytes + whole->size() + CrcBytes;
        begin = at;
    }
    closeStretch();
    return damaged;
}

LineShape numberAt(qsizetype offset)
{
    return {offset + 8, [offset](QByteArrayView head) {
                const auto number = qFromLittleEndian<quint64>(head.data() + offset);
                return number != 0 && number >> 32 == 0;
            }};
}

} // namespace salvage

Result<std::vector<DamagedStretch>> salvageLines(const QString& path, const LineShape& shape,
    const std::function<void(QByteArrayView line)>& line)
{
    QFile file(path);
    if (!file.exists())
        return Error{ErrorCode::NotFound, "file of lines"};
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorCode::Io, "file of lines cannot be read"};
    if (file.size() == 0)
        return std::vector<DamagedStretch>();
    const uchar* bytes = file.map(0, file.size());
    if (!bytes)
        return Error{ErrorCode::Io, "file of lines cannot be read"};
    return salvage::readAll(QByteArrayView(bytes, file.size()), shape, line);
}

Status mendLines(const QString& path, const LineShape& shape)
{
    if (!QFile::exists(path))
        return {};
    QByteArray whole;
    DOORSTEP_TRY(damaged, salvageLines(path, shape, [&](QByteArrayView line) {
        whole.append(line.data() - salvage::LengthBytes,
            salvage::LengthBytes + line.size() + salvage::CrcBytes);
    }));
    if (std::ranges::all_of(damaged, [](const DamagedStretch& each) { return each.atEnd; }))
        return {};
    const QString kept = path + QStringLiteral(".damaged");
    if (!QFile::exists(kept)) {
        DOORSTEP_TRY(bytes, readFileWhole(path, QFileInfo(path).size()));
        DOORSTEP_CHECK(writeFileWhole(kept, bytes));
    }
    return writeFileWhole(path, whole);
}

LineShape outboxLines()
{
    return salvage::numberAt(0);
}

LineShape spoolLines()
{
    return salvage::numberAt(IncarnationId::Size);
}

} // namespace doorstep::store
