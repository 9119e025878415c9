#include "sync/client/plain_exchange.h"

#include "sync/protocol/error_answer.h"

namespace doorstep::client {

Result<QByteArray> plainBody(const Result<WireAnswer>& answer)
{
    if (!answer)
        return answer.error();
    if (answer->status == 200)
        return answer->body;
    const auto refusal = sync::decodeErrorAnswer(answer->body);
    if (!refusal)
        return Error::transient(ErrorCode::Unreachable, "refusal is not the practice server's");
    return sync::toError(*refusal);
}

} // namespace doorstep::client
