#include "sync/server/timeline.h"

namespace doorstep::server {

Status markCopied(Log& copy)
{
    DOORSTEP_TRY(practices, copy.practices.all());
    for (const auto& practice : practices) {
        DOORSTEP_TRY(head, copy.practices.head(practice.id));
        head.timeline = {};
        DOORSTEP_CHECK(copy.practices.saveHead(practice.id, head));
    }
    return {};
}

Status meetTimeline(Log& log, const ServerKey& key, const Caller& caller)
{
    DOORSTEP_TRY(head, log.practices.head(caller.practice.id));
    return head.timeline.isNull() ? turnTimeline(log, key, caller) : Status();
}

Status turnTimeline(Log& log, const ServerKey& key, const Caller& caller)
{
    const auto practice = caller.practice.id;
    DOORSTEP_TRY(head, log.practices.head(practice));
    DOORSTEP_TRY(timeline, sync::TimelineId::fromBytes(crypto::randomBytes(16)));
    head.timeline = timeline;
    DOORSTEP_CHECK(log.practices.saveHead(practice, head));
    return log.audit.append(practice, "rollback seen", caller.device.id, timeline.as<AggregateId>(),
        caller.now, key.signKey(practice).secretKey);
}

} // namespace doorstep::server
