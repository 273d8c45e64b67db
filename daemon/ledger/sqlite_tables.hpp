// SPDX-License-Identifier: EUPL-1.2
// The tables of a ledger beside the record tables. The history is the truth; records, feeds,
// scopes, caseloads and marks follow from it and can be rebuilt.
#pragma once

namespace veldwerk::office {

inline constexpr const char* ledger_tables = R"(
    CREATE TABLE IF NOT EXISTS life(
        epoch BLOB PRIMARY KEY, parent BLOB, fork INTEGER NOT NULL, writer BLOB NOT NULL,
        acts INTEGER NOT NULL, position INTEGER NOT NULL, safe_acts INTEGER NOT NULL,
        current INTEGER NOT NULL);
    CREATE TABLE IF NOT EXISTS writer(
        number INTEGER PRIMARY KEY, writer BLOB NOT NULL UNIQUE, device BLOB, person BLOB,
        received INTEGER NOT NULL DEFAULT 0, chain BLOB, safe INTEGER NOT NULL DEFAULT 0,
        shown_number INTEGER NOT NULL DEFAULT 0, shown_secret BLOB,
        pending_number INTEGER NOT NULL DEFAULT 0, pending_secret BLOB,
        fingerprint TEXT UNIQUE, last_contact INTEGER NOT NULL DEFAULT 0,
        app_version TEXT, schema INTEGER NOT NULL DEFAULT 0);
    CREATE TABLE IF NOT EXISTS change(
        writer INTEGER NOT NULL, counter INTEGER NOT NULL, standing INTEGER NOT NULL,
        id INTEGER NOT NULL, bytes BLOB NOT NULL, reason INTEGER, detail TEXT,
        twin_writer BLOB, twin_counter INTEGER, waits_for BLOB,
        PRIMARY KEY(writer, counter)) WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS change_unsettled ON change(standing, writer, counter)
        WHERE standing <> 1;
    CREATE INDEX IF NOT EXISTS change_parked ON change(waits_for) WHERE waits_for IS NOT NULL;
    CREATE TABLE IF NOT EXISTS scope(
        number INTEGER PRIMARY KEY, kind INTEGER NOT NULL, root BLOB NOT NULL,
        position INTEGER NOT NULL, digest_high INTEGER NOT NULL, digest_low INTEGER NOT NULL,
        UNIQUE(kind, root));
    CREATE TABLE IF NOT EXISTS feed(
        scope INTEGER NOT NULL, position INTEGER NOT NULL, type INTEGER NOT NULL,
        record BLOB NOT NULL, PRIMARY KEY(scope, position)) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS discarded(record BLOB PRIMARY KEY) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS granted(placement BLOB PRIMARY KEY) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS erasure(
        participant BLOB PRIMARY KEY, erasure_order BLOB NOT NULL, position INTEGER NOT NULL,
        scrubbed INTEGER NOT NULL) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS applied(
        writer BLOB PRIMARY KEY, epoch BLOB NOT NULL, position INTEGER NOT NULL) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS caseload(
        coach BLOB NOT NULL, participant BLOB NOT NULL, from_act INTEGER NOT NULL,
        until_act INTEGER NOT NULL, from_position INTEGER NOT NULL,
        until_position INTEGER NOT NULL,
        PRIMARY KEY(coach, participant, from_act)) WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS caseload_by_participant ON caseload(participant);
    CREATE TABLE IF NOT EXISTS invitation(
        secret_hash TEXT PRIMARY KEY, coach BLOB NOT NULL, expires INTEGER NOT NULL,
        used INTEGER NOT NULL);
    CREATE INDEX IF NOT EXISTS change_by_id ON change(id);
    CREATE TABLE IF NOT EXISTS receipt(
        writer BLOB PRIMARY KEY, offered_epoch BLOB, offered INTEGER NOT NULL,
        offered_position INTEGER NOT NULL, acknowledged_epoch BLOB, acknowledged INTEGER NOT NULL,
        acknowledged_at INTEGER NOT NULL, highest_epoch BLOB, highest INTEGER NOT NULL,
        excused INTEGER NOT NULL, old_syncs INTEGER NOT NULL, offered_counter INTEGER NOT NULL,
        settled INTEGER NOT NULL) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS next_certificate(
        fingerprint TEXT PRIMARY KEY, writer BLOB NOT NULL) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS held(
        writer BLOB NOT NULL, counter INTEGER NOT NULL, bytes BLOB NOT NULL,
        PRIMARY KEY(writer, counter)) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS night(
        date INTEGER NOT NULL, writer BLOB NOT NULL, counter INTEGER NOT NULL,
        PRIMARY KEY(date, writer)) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS known(
        writer BLOB PRIMARY KEY, counter INTEGER NOT NULL) WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS decision_by_subject ON decision(subject);
    CREATE INDEX IF NOT EXISTS decision_by_record ON decision(record);
    CREATE INDEX IF NOT EXISTS placement_by_job ON placement(job);
    CREATE INDEX IF NOT EXISTS top_up_claim_by_placement ON top_up_claim(placement);
)";

}  // namespace veldwerk::office
