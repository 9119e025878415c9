#pragma once

#include "sync/server/audit_store.h"
#include "sync/server/blob_store.h"
#include "sync/server/decision_store.h"
#include "sync/server/device_store.h"
#include "sync/server/entry_store.h"
#include "sync/server/grant_store.h"
#include "sync/server/pins_store.h"
#include "sync/server/practice_store.h"
#include "sync/server/recovery_store.h"
#include "sync/server/ticket_store.h"
#include "sync/server/wipe_store.h"

namespace doorstep::server {

/// The tables of one connection. A job gets it inside a transaction and must not keep it.
struct Log {
    explicit Log(const QSqlDatabase& database)
        : sql(database)
        , practices(sql)
        , devices(sql)
        , entries(sql)
        , grants(sql)
        , decisions(sql)
        , tickets(sql)
        , wipes(sql)
        , pins(sql)
        , recovery(sql)
        , audit(sql)
        , blobs(sql)
    {
    }
    Log(const Log&) = delete;
    Log& operator=(const Log&) = delete;

    Sql sql;
    PracticeStore practices;
    DeviceStore devices;
    EntryStore entries;
    GrantStore grants;
    DecisionStore decisions;
    TicketStore tickets;
    WipeStore wipes;
    PinsStore pins;
    RecoveryStore recovery;
    AuditStore audit;
    BlobStore blobs;
};

} // namespace doorstep::server
