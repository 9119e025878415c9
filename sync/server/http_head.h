#pragma once

#include "core/base/result.h"

#include <QByteArrayView>

namespace doorstep::server {

/// What the raw head of a request must be before any parser sees it: the strict subset of HTTP/1.1
/// that our own clients write. Refused are the forms two readers can disagree on (request
/// smuggling) and those nobody needs:
///  - bare CR, bare LF, NUL or other control bytes, bytes above 126;
///  - a request line other than `METHOD SP /path[?query] SP HTTP/1.1`;
///  - folded lines (obs-fold), blanks before the colon, empty or non-token names;
///  - more than limits::MaxHeaderFields fields;
///  - no Host, two Hosts; Transfer-Encoding at all; Content-Length twice or not plain digits;
///    Upgrade, Trailer and Content-Encoding at all; Expect other than 100-continue.
/// `head` ends with the empty line. Corrupt names the rule; LimitExceeded for too many fields or a
/// Content-Length above limits::MaxBody.
struct HeadFacts {
    quint64 contentLength = 0;
    bool hasLength = false;
    bool expectsContinue = false;
};
[[nodiscard]] Result<HeadFacts> checkHead(QByteArrayView head);

} // namespace doorstep::server
