#pragma once

#include "sync/client/signed_exchange.h"
#include "sync/protocol/blob_messages.h"

#include <map>

namespace doorstep::client {

/// The line on which attachments travel, beside that of the entries. Entries go first: while they
/// do, it waits with the next step (what is then on its way is a whole step at most). Thread as
/// SignedExchange; the transport must outlive close().
class BlobLine {
public:
    BlobLine(Transport& transport, const Clock& clock, DeviceSigner signer);
    ~BlobLine();
    BlobLine(const BlobLine&) = delete;
    BlobLine& operator=(const BlobLine&) = delete;

    void send(SignedExchange::Call call, SignedExchange::Answered answered);
    void pause();
    void resume();
    /// Nothing is sent or answered any more.
    void close();

    /// Whether to ask for a blob in this round. One that was not there is left alone for more and
    /// more rounds, one that was not what its entry says for as long as this line lives.
    [[nodiscard]] bool isDue(const sync::BlobName& name);
    void notThere(const sync::BlobName& name);
    void spoiled(const sync::BlobName& name);

private:
    struct Held {
        SignedExchange::Call call;
        SignedExchange::Answered answered;
    };
    struct Patience {
        int roundsLeft = 0;
        int next = 1;
    };

    std::unique_ptr<SignedExchange> m_exchange;
    std::vector<Held> m_held;
    std::map<sync::BlobName, Patience> m_absent;
    bool m_paused = false;
};

} // namespace doorstep::client
