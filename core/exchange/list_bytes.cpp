#include "core/exchange/list_bytes.h"

#include "core/clinical/strict_utf8.h"

#include <QFile>
#include <QFileInfo>
#include <QStringDecoder>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace doorstep::exchange {

namespace bytes {

struct Magic {
    QByteArrayView start;
    QStringView name;
};

/// What people rename to .csv. A zip is an xlsx, an ods or an archive: none is opened to find out.
constexpr std::array Magics{
    Magic{"PK\x03\x04", u"spreadsheet or zip archive"},
    Magic{"PK\x05\x06", u"spreadsheet or zip archive"},
    Magic{"\xD0\xCF\x11\xE0", u"old spreadsheet (xls)"},
    Magic{"%PDF", u"PDF"},
    Magic{"\x1F\x8B", u"gzip archive"},
    Magic{"BZh", u"bzip2 archive"},
    Magic{"7z\xBC\xAF", u"7-zip archive"},
    Magic{"\xFD\x37zXZ", u"xz archive"},
    Magic{"\x28\xB5\x2F\xFD", u"zstd archive"},
    Magic{"Rar!", u"rar archive"},
    Magic{"SQLite format 3", u"database"},
    Magic{"\x89PNG", u"picture"},
    Magic{"\xFF\xD8\xFF", u"picture"},
    Magic{"{\\rtf", u"rich text document"},
};

QString otherFormatOf(const QByteArray& bytes)
{
    for (const auto& magic : Magics) {
        if (bytes.startsWith(magic.start))
            return magic.name.toString();
    }
    const QByteArray start = bytes.left(256).trimmed().toLower();
    for (const auto* tag : {"<!doctype", "<html", "<table", "<script", "<head", "<meta"}) {
        if (start.startsWith(tag))
            return u"web page"_s;
    }
    if (start.startsWith("<?xml"))
        return u"XML document"_s;
    if (start.startsWith("{\"") || start.startsWith("[{"))
        return u"JSON document"_s;
    return {};
}

bool looksLikeUtf16(const QByteArray& bytes)
{
    int nulAtEven = 0;
    int nulAtOdd = 0;
    const qsizetype seen = std::min<qsizetype>(bytes.size(), 32);
    for (qsizetype i = 0; i < seen; ++i) {
        if (bytes[i] == '\0')
            ++(i % 2 == 0 ? nulAtEven : nulAtOdd);
    }
    return seen >= 8 && qsizetype{std::max(nulAtEven, nulAtOdd)} * 4 >= seen;
}

// Windows-1252, 0x80 to 0x9F; 0 where it assigns nothing. From 0xA0 on it is Latin-1.
constexpr std::array<char16_t, 32> HighControls{0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020,
    0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0, 0, 0x2018, 0x2019, 0x201C, 0x201D,
    0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178};

char16_t windows1252(unsigned char byte)
{
    return byte >= 0x80 && byte <= 0x9F ? HighControls[byte - 0x80u] : char16_t(byte);
}

/// A byte that a name or an address in western Europe can hold: an accented letter, a curly
/// apostrophe or a dash. Everything else (½, ¯, ÿ ...) is rather a sign of damage.
bool isTypicalWindows1252(unsigned char byte)
{
    if (byte >= 0xC0)
        return byte != 0xD7 && byte != 0xF7 && byte < 0xFE;
    static constexpr std::array<unsigned char, 12> Typical{
        0x8A, 0x8C, 0x8E, 0x91, 0x92, 0x96, 0x97, 0x9A, 0x9C, 0x9E, 0x9F, 0xA0};
    return std::find(Typical.begin(), Typical.end(), byte) != Typical.end();
}

bool isWordEdge(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
        || std::strchr(" ,;\t|\"'-./\r\n", c) != nullptr;
}

/// Whether all bytes beyond ASCII read as Windows-1252 in words. A file that has even one
/// well-formed multi-byte sequence is UTF-8 with damage, and so is one cut inside a character.
bool isWindows1252(const QByteArray& bytes)
{
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        const auto byte = static_cast<unsigned char>(bytes[i]);
        if (byte < 0x80)
            continue;
        const bool inWord = i + 1 < bytes.size() && isWordEdge(bytes[i + 1])
            && (i == 0 || isWordEdge(bytes[i - 1]));
        if (!isTypicalWindows1252(byte) || !inWord)
            return false;
    }
    return true;
}

QByteArray fromWindows1252(const QByteArray& bytes)
{
    QString text;
    text.reserve(bytes.size());
    for (const char c : bytes)
        text += QChar(windows1252(static_cast<unsigned char>(c)));
    return text.toUtf8();
}

/// UTF-16 with its mark. Empty when it is cut or holds half a character.
QByteArray fromUtf16(const QByteArray& bytes)
{
    if (bytes.size() % 2 != 0)
        return {};
    const bool little = bytes.startsWith("\xFF\xFE");
    QStringDecoder decoder(little ? QStringConverter::Utf16LE : QStringConverter::Utf16BE);
    const QString text = decoder.decode(QByteArrayView(bytes).sliced(2));
    return text.isValidUtf16() && !decoder.hasError() ? text.toUtf8() : QByteArray();
}

} // namespace bytes

ListBytes readyListBytes(const QByteArray& input)
{
    ListBytes result{input, {}};
    const auto add = [&result](FileReason reason, const QString& detail = {}) {
        result.findings.push_back({reason, 0, detail});
        return result;
    };
    if (input.size() > LargestList)
        return add(FileReason::TooLarge);
    if (const auto format = bytes::otherFormatOf(input); !format.isEmpty())
        return add(FileReason::OtherFormat, format);
    if (input.startsWith("\xFF\xFE") || input.startsWith("\xFE\xFF")) {
        result.utf8 = bytes::fromUtf16(input);
        if (result.utf8.isEmpty())
            return add(FileReason::Unreadable, u"UTF-16"_s);
        add(FileReason::Utf16);
    } else if (bytes::looksLikeUtf16(input)) {
        return add(FileReason::Utf16WithoutMark);
    }
    if (result.utf8.startsWith("\xEF\xBB\xBF"))
        result.utf8.remove(0, 3);
    if (result.utf8.endsWith('\0')) {
        auto end = result.utf8.size();
        while (end > 0 && result.utf8[end - 1] == '\0')
            --end;
        result.utf8.truncate(end);
        add(FileReason::NulTail);
    }
    if (result.utf8.trimmed().isEmpty())
        return add(FileReason::Empty);
    if (clinical::firstBadUtf8(result.utf8) && bytes::isWindows1252(result.utf8)) {
        result.utf8 = bytes::fromWindows1252(result.utf8);
        add(FileReason::Windows1252);
    }
    return result;
}

ListBytes readListFile(const QString& path)
{
    const QFileInfo info(path);
    const auto rejected = [](FileReason reason) { return ListBytes{{}, {{reason, 0, {}}}}; };
    if (info.isSymLink() || !info.isFile())
        return rejected(info.exists() || info.isSymLink() ? FileReason::NotARegularFile
                                                          : FileReason::Unreadable);
    if (info.size() > LargestList)
        return rejected(FileReason::TooLarge);
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return rejected(FileReason::Unreadable);
    const QByteArray content = file.read(LargestList + 1);
    if (file.error() != QFileDevice::NoError)
        return rejected(FileReason::Unreadable);
    return readyListBytes(content);
}

} // namespace doorstep::exchange
