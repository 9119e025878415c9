#include "sync/server/http_head.h"

#include "sync/protocol/limits.h"

#include <algorithm>

namespace doorstep::server {
namespace head_detail {

constexpr QByteArrayView LineEnd = "\r\n";

bool isTokenCharacter(char c)
{
    if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))
        return true;
    return QByteArrayView("!#$%&'*+-.^_`|~").contains(c);
}

bool isToken(QByteArrayView text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), isTokenCharacter);
}

/// Printable ASCII and blanks; tabs only inside values.
bool isPlain(QByteArrayView text)
{
    return std::all_of(
        text.begin(), text.end(), [](char c) { return (c >= 0x20 && c <= 0x7e) || c == '\t'; });
}

Error refused(const char* rule)
{
    return Error{ErrorCode::Corrupt, rule};
}

Status checkRequestLine(QByteArrayView line)
{
    const auto firstBlank = line.indexOf(' ');
    const auto lastBlank = line.lastIndexOf(' ');
    if (firstBlank <= 0 || lastBlank == firstBlank)
        return refused("request line");
    const auto target = line.sliced(firstBlank + 1, lastBlank - firstBlank - 1);
    const bool isPath = target.startsWith('/')
        && std::all_of(target.begin(), target.end(), [](char c) { return c > 0x20 && c < 0x7f; });
    if (!isToken(line.first(firstBlank)) || !isPath || target.contains('#'))
        return refused("request line");
    if (line.sliced(lastBlank + 1) != QByteArrayView("HTTP/1.1"))
        return refused("version");
    return {};
}

struct Seen {
    int hosts = 0;
    int lengths = 0;
    HeadFacts facts;
};

Status readLength(QByteArrayView value, HeadFacts& facts)
{
    const bool digits = !value.isEmpty() && value.size() <= 19
        && std::all_of(value.begin(), value.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (!digits || (value.size() > 1 && value.startsWith('0')))
        return refused("content-length");
    facts.contentLength = value.toByteArray().toULongLong();
    facts.hasLength = true;
    return {};
}

Status checkField(QByteArrayView line, Seen& seen)
{
    if (line.startsWith(' ') || line.startsWith('\t'))
        return refused("folded line");
    const auto colon = line.indexOf(':');
    if (colon <= 0 || !isToken(line.first(colon)) || !isPlain(line))
        return refused("field");
    const auto name = line.first(colon).toByteArray().toLower();
    const auto value = line.sliced(colon + 1).trimmed();
    if (name == "transfer-encoding" || name == "upgrade" || name == "trailer"
        || name == "content-encoding")
        return refused("field not allowed");
    if (name == "host") {
        ++seen.hosts;
        return value.isEmpty() ? Status(refused("host")) : Status();
    }
    if (name == "content-length") {
        ++seen.lengths;
        return readLength(value, seen.facts);
    }
    if (name == "expect") {
        if (value.toByteArray().toLower() != "100-continue")
            return refused("expect");
        seen.facts.expectsContinue = true;
    }
    return {};
}

} // namespace head_detail

Result<HeadFacts> checkHead(QByteArrayView head)
{
    using namespace head_detail;
    if (!head.endsWith("\r\n\r\n"))
        return refused("head end");
    auto rest = head.chopped(LineEnd.size());
    Seen seen;
    int lineNumber = 0;
    while (!rest.isEmpty()) {
        const auto end = rest.indexOf(LineEnd);
        const auto line = rest.first(end);
        rest = rest.sliced(end + LineEnd.size());
        if (line.contains('\r') || line.contains('\n'))
            return refused("bare line end");
        DOORSTEP_CHECK(lineNumber == 0 ? checkRequestLine(line) : checkField(line, seen));
        if (++lineNumber > sync::limits::MaxHeaderFields + 1)
            return Error{ErrorCode::LimitExceeded, "fields"};
    }
    if (seen.hosts != 1)
        return refused("host");
    if (seen.lengths > 1)
        return refused("content-length");
    if (seen.facts.contentLength > quint64(sync::limits::MaxBody))
        return Error{ErrorCode::LimitExceeded, "body"};
    return seen.facts;
}

} // namespace doorstep::server
