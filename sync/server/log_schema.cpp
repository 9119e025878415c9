#include "sync/server/log_schema.h"

namespace doorstep::server {
namespace schema_detail {

constexpr qint64 SchemaVersion = 1;

constexpr const char* Tables[] = {
    "CREATE TABLE IF NOT EXISTS log_version(version BIGINT NOT NULL PRIMARY KEY)",

    "CREATE TABLE IF NOT EXISTS practice("
    " practice BYTEA NOT NULL PRIMARY KEY, name TEXT NOT NULL, claim_hash BYTEA NOT NULL,"
    " claimed BIGINT NOT NULL, sign_pk BYTEA NOT NULL, recovery_pk BYTEA NOT NULL,"
    " scope_practice BYTEA NOT NULL, scope_desk BYTEA NOT NULL, scope_directory BYTEA NOT NULL,"
    " created_at BIGINT NOT NULL)",
    "CREATE UNIQUE INDEX IF NOT EXISTS practice_claim ON practice(claim_hash)",

    // The practice's own row gives out sequences: locked to commit, so that their order is commit
    // order and no reader can pass one that is still to come.
    "CREATE TABLE IF NOT EXISTS practice_head("
    " practice BYTEA NOT NULL PRIMARY KEY, seq BIGINT NOT NULL, chain BYTEA NOT NULL,"
    " timeline BYTEA NOT NULL, safe_seq BIGINT NOT NULL)",

    "CREATE TABLE IF NOT EXISTS device("
    " practice BYTEA NOT NULL, device BYTEA NOT NULL, role BIGINT NOT NULL,"
    " sign_pk BYTEA NOT NULL, box_pk BYTEA NOT NULL, not_after BIGINT NOT NULL,"
    " revoked_at BIGINT NOT NULL, PRIMARY KEY(practice, device))",

    "CREATE TABLE IF NOT EXISTS incarnation("
    " practice BYTEA NOT NULL, device BYTEA NOT NULL, incarnation BYTEA NOT NULL,"
    " acked BIGINT NOT NULL, hash BYTEA NOT NULL, PRIMARY KEY(practice, device, incarnation))",

    "CREATE TABLE IF NOT EXISTS staff_key("
    " practice BYTEA NOT NULL, device BYTEA NOT NULL, staff BYTEA NOT NULL,"
    " staff_pk BYTEA NOT NULL, not_after BIGINT NOT NULL,"
    " PRIMARY KEY(practice, device, staff, staff_pk))",
    "CREATE TABLE IF NOT EXISTS staff_revoked("
    " practice BYTEA NOT NULL, staff BYTEA NOT NULL, revoked_at BIGINT NOT NULL,"
    " PRIMARY KEY(practice, staff))",
    "CREATE TABLE IF NOT EXISTS staff_request("
    " practice BYTEA NOT NULL, device BYTEA NOT NULL, staff_pk BYTEA NOT NULL,"
    " staff BYTEA NOT NULL, care_epoch BIGINT NOT NULL, mac BYTEA NOT NULL,"
    " asked_at BIGINT NOT NULL, PRIMARY KEY(practice, device, staff_pk))",

    // state: 0 routed, 1 held, 2 rejected. UNIQUE on (entry_id, hash) and not on entry_id alone:
    // an entry with a known id and other bytes is kept too, held as a fork.
    "CREATE TABLE IF NOT EXISTS entry("
    " practice BYTEA NOT NULL, seq BIGINT NOT NULL, device BYTEA NOT NULL,"
    " incarnation BYTEA NOT NULL, ctr BIGINT NOT NULL, entry_id BYTEA NOT NULL,"
    " hash BYTEA NOT NULL, author_device BYTEA NOT NULL, staff BYTEA NOT NULL,"
    " state BIGINT NOT NULL, reason BIGINT NOT NULL, ungranted BIGINT NOT NULL,"
    " received_at BIGINT NOT NULL, bytes BYTEA NOT NULL, PRIMARY KEY(practice, seq),"
    " UNIQUE(practice, entry_id, hash), UNIQUE(practice, device, incarnation, ctr))",
    "CREATE INDEX IF NOT EXISTS entry_held ON entry(practice, staff, author_device)"
    " WHERE state = 1",

    // Positions in the practice's order. A held entry stands here under the null scope, which only
    // desks read, and once more under its own scope when it is released.
    "CREATE TABLE IF NOT EXISTS route("
    " practice BYTEA NOT NULL, scope BYTEA NOT NULL, seq BIGINT NOT NULL,"
    " entry_seq BIGINT NOT NULL, chain BYTEA NOT NULL, PRIMARY KEY(practice, scope, seq),"
    " UNIQUE(practice, seq))",

    "CREATE INDEX IF NOT EXISTS route_release ON route(practice, seq) WHERE entry_seq <> seq",

    "CREATE TABLE IF NOT EXISTS scope_grant("
    " practice BYTEA NOT NULL, device BYTEA NOT NULL, scope BYTEA NOT NULL,"
    " seq BIGINT NOT NULL, from_ms BIGINT NOT NULL, to_ms BIGINT NOT NULL,"
    " PRIMARY KEY(practice, device, scope, seq))",
    "CREATE INDEX IF NOT EXISTS scope_grant_seq ON scope_grant(practice, device, seq)",
    "CREATE INDEX IF NOT EXISTS scope_grant_scope ON scope_grant(practice, scope)",

    // A desk's decisions by the entry they name, which may be still to come.
    "CREATE TABLE IF NOT EXISTS decision("
    " practice BYTEA NOT NULL, entry_id BYTEA NOT NULL, released BIGINT NOT NULL,"
    " PRIMARY KEY(practice, entry_id))",

    // done_at: 0 while the device has not said that it is wiped.
    "CREATE TABLE IF NOT EXISTS wipe_order("
    " practice BYTEA NOT NULL, device BYTEA NOT NULL, wipe_order BYTEA NOT NULL,"
    " issued BIGINT NOT NULL, mode BIGINT NOT NULL, signature BYTEA NOT NULL,"
    " done_at BIGINT NOT NULL, PRIMARY KEY(practice, device))",

    // The pins that the devices of a practice were last told, joined: serial 0 with the claim, then
    // the newest order's. told_at: since when they are these; 0: from the start.
    "CREATE TABLE IF NOT EXISTS told_pins("
    " practice BYTEA NOT NULL PRIMARY KEY, serial BIGINT NOT NULL, pins BYTEA NOT NULL,"
    " told_at BIGINT NOT NULL)",

    // How a practice without a desk comes back: one code at a time, and its keys as desks sealed
    // them to the recovery key, as clear payloads.
    "CREATE TABLE IF NOT EXISTS recovery_code("
    " practice BYTEA NOT NULL PRIMARY KEY, claim_hash BYTEA NOT NULL, expires BIGINT NOT NULL,"
    " used_by BYTEA NOT NULL)",
    "CREATE TABLE IF NOT EXISTS recovery_seal("
    " practice BYTEA NOT NULL, key_class BIGINT NOT NULL, epoch BIGINT NOT NULL,"
    " key_check BYTEA NOT NULL, payload BYTEA NOT NULL,"
    " PRIMARY KEY(practice, key_class, epoch, key_check))",

    "CREATE TABLE IF NOT EXISTS ticket("
    " practice BYTEA NOT NULL, ticket_hash BYTEA NOT NULL, opened_by BYTEA NOT NULL,"
    " role BIGINT NOT NULL, expires BIGINT NOT NULL, flagged BIGINT NOT NULL,"
    " offer BYTEA NOT NULL, challenge BYTEA NOT NULL, reveal BYTEA NOT NULL,"
    " accepted BYTEA NOT NULL, fetched BIGINT NOT NULL, PRIMARY KEY(practice, ticket_hash))",

    // Attachments under way and whole; their bytes are files beside the log. `received` of `length`
    // bytes are durable; `scope` as its first device stated it.
    "CREATE TABLE IF NOT EXISTS blob("
    " practice BYTEA NOT NULL, blob BYTEA NOT NULL, scope BYTEA NOT NULL, device BYTEA NOT NULL,"
    " length BIGINT NOT NULL, received BIGINT NOT NULL, done BIGINT NOT NULL,"
    " begun_at BIGINT NOT NULL, moved_at BIGINT NOT NULL, PRIMARY KEY(practice, blob))",
    "CREATE INDEX IF NOT EXISTS blob_device ON blob(practice, device, begun_at)",
    "CREATE INDEX IF NOT EXISTS blob_open ON blob(practice, device, moved_at) WHERE done = 0",

    // What the clear entries of this log were read with (entry::clearWords).
    "CREATE TABLE IF NOT EXISTS clear_word(word TEXT NOT NULL PRIMARY KEY)",

    "CREATE TABLE IF NOT EXISTS audit("
    " practice BYTEA NOT NULL, seq BIGINT NOT NULL, at BIGINT NOT NULL, event TEXT NOT NULL,"
    " device BYTEA NOT NULL, object BYTEA NOT NULL, chain BYTEA NOT NULL,"
    " signature BYTEA NOT NULL, PRIMARY KEY(practice, seq))",
};

constexpr const char* ReadVersion = "SELECT version FROM log_version";
constexpr const char* WriteVersion = "INSERT INTO log_version(version) VALUES(?)";

} // namespace schema_detail

Status prepareSchema(Sql& sql)
{
    using namespace schema_detail;
    for (const char* table : Tables)
        DOORSTEP_CHECK(sql.change(table));
    {
        DOORSTEP_TRY(rows, sql.run(ReadVersion));
        if (rows.next())
            return rows.number(0) == SchemaVersion
                ? Status()
                : Status(Error{ErrorCode::Unsupported, "log of another version"});
    }
    return sql.change(WriteVersion, SchemaVersion);
}

} // namespace doorstep::server
