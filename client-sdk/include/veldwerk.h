/* SPDX-License-Identifier: EUPL-1.2
 *
 * Veldwerk on a device: a coach's caseload in one encrypted file, read and written without signal,
 * reconciled with the office when there is one. In one breath: open, enrol, write, read, watch,
 * sync, close. Records, answers and results are JSON text; queries are SQL.
 *
 * Results. Each function that can fail returns a veldwerk_status and fills the `veldwerk_error`
 * given last (NULL: not wanted). Nothing is kept per thread. After anything but VELDWERK_DONE an
 * out parameter holds NULL, and nothing was written unless the function says so.
 *
 * Ownership. Text that goes in is UTF-8, ends in a zero byte and is copied. Text that comes out is
 * a veldwerk_text that the caller frees. Callbacks and their contexts must live as long as the
 * handle or call they were given to.
 *
 * Threads. One thread at a time for each handle; several handles may be open on one file, also in
 * several processes. Callbacks of an open, enrol or sync run on the calling thread, those of a
 * watch on the watch's own. No callback may call into the handle it belongs to, or throw.
 *
 * Growth. Structs only grow at their end, and the caller says how much of one it knows with
 * `struct_size`; a member beyond that has its default, which is zero. Numbers are never reused.
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* --- Status, error, text --- */

/* The same numbers as the exit codes of the command. */
typedef int32_t veldwerk_status;
enum {
    VELDWERK_DONE = 0,
    VELDWERK_REFUSED = 1, /* an expected no: detail says what is wrong and what to do */
    VELDWERK_MISUSED = 2, /* the caller's mistake: a null pointer, no JSON, a call out of turn */
    VELDWERK_FAILED = 3,  /* the world failed (no connection, disk full): try again later */
    VELDWERK_BROKEN = 4   /* a bug of ours: the handle is broken, close it; the file is sound */
};

/* Why. Below 100 the reasons of the wire; from 100 on those of this machine. */
typedef int32_t veldwerk_reason;
enum {
    VELDWERK_REASON_NONE = 0,
    VELDWERK_REASON_MALFORMED = 1,
    VELDWERK_REASON_TOO_LARGE = 2,
    VELDWERK_REASON_UNKNOWN_FIELD = 3,  /* a field or record type the schema does not have */
    VELDWERK_REASON_INVALID_VALUE = 4,  /* wrong type, vocabulary, range or unit */
    VELDWERK_REASON_UNKNOWN_RECORD = 5, /* a reference to a record that is not here */
    VELDWERK_REASON_STALE = 6,          /* the record moved on since the version given */
    VELDWERK_REASON_NOT_AUTHORISED = 7, /* wrong key, outside the caseload, office not recognised */
    VELDWERK_REASON_DISCARDED = 8,
    VELDWERK_REASON_RULE = 9,         /* a rule of the domain forbids it */
    VELDWERK_REASON_REVOKED = 10,     /* this device may no longer connect, or was wiped */
    VELDWERK_REASON_CROWDED = 11,     /* come back after retry_after_ms */
    VELDWERK_REASON_UNSUPPORTED = 12, /* versions too far apart */
    VELDWERK_REASON_CLONED = 13,      /* another life of this device was seen */
    VELDWERK_REASON_ROLLED_BACK = 14,
    VELDWERK_REASON_WRONG_USE = 15,
    VELDWERK_REASON_NO_CONNECTION = 100,
    VELDWERK_REASON_STORAGE = 101,   /* disk full, file busy or not readable */
    VELDWERK_REASON_UNEXPECTED = 102 /* memory, a callback, a bug: detail says what */
};

/* Owned by the caller, who need not initialise it; filled by each call, also by one that succeeds.
 * */
typedef struct veldwerk_error {
    veldwerk_status status;
    veldwerk_reason reason;
    uint64_t retry_after_ms; /* when the office asked to come back later; else 0 */
    char detail[1008];       /* a sentence or two for people, UTF-8, cut if need be */
} veldwerk_error;

/* A result, UTF-8. Freed by the caller, on any thread. */
typedef struct veldwerk_text veldwerk_text;

/* The text; valid until it is freed, ends in a zero byte. Never NULL for a text. Since 0.1. */
const char* veldwerk_text_bytes(const veldwerk_text* text);
/* Its length without the zero byte. Since 0.1. */
size_t veldwerk_text_size(const veldwerk_text* text);
/* NULL is fine. Since 0.1. */
void veldwerk_text_free(veldwerk_text* text);

/* The library's version, "0.1.0"; static. Since 0.1. */
const char* veldwerk_library_version(void);

/* --- Open and close --- */

/* One open replica. */
typedef struct veldwerk_replica veldwerk_replica;

/* Writes the 32 raw bytes of the file's key, from the platform's key store, and returns 0; anything
 * else: there is no key now. Called by open and by the start of a watch, on their callers' thread.
 * */
typedef int32_t (*veldwerk_key_callback)(void* context, uint8_t key[32]);

/* Milliseconds since 1970 UTC: what every save and certificate check takes for the present. Called
 * on the thread of the call that needs it, also on a watch's own. */
typedef int64_t (*veldwerk_now_callback)(void* context);

typedef struct veldwerk_open_options {
    size_t struct_size;        /* sizeof(veldwerk_open_options) */
    const char* path;          /* of the file */
    veldwerk_key_callback key; /* required */
    void* key_context;
    int32_t create;            /* not 0: make the file if there is none */
    veldwerk_now_callback now; /* NULL: the system's clock */
    void* now_context;
    const char* app_version;   /* told to the office; NULL: this library's */
} veldwerk_open_options;

/* Opens a replica. Refuses: there is no file (and not `create`), the wrong key, no replica, one
 * that a newer version made, or one that the office has wiped. The file is unharmed. Since 0.1. */
veldwerk_status veldwerk_replica_open(const veldwerk_open_options* options,
                                      veldwerk_replica** replica, veldwerk_error* error);

/* Lets go of the file. Its watches must be stopped before. NULL is fine. Since 0.1. */
void veldwerk_replica_close(veldwerk_replica* replica);

/* Encrypts the file anew under another key of 32 bytes, which the key store must hold before: from
 * here on the old one opens nothing. A power cut leaves the one or the other. Refused while another
 * handle or a watch has the file open. Since 0.1. */
veldwerk_status veldwerk_replica_rekey(veldwerk_replica* replica, const uint8_t new_key[32],
                                       veldwerk_error* error);

/* --- Enrol --- */

typedef struct veldwerk_enrol_options {
    size_t struct_size; /* sizeof(veldwerk_enrol_options) */
    const char* office; /* HOST or HOST:PORT; without a port 7443 */
    const char* code;   /* of the office's invitation, as typed or scanned */
} veldwerk_enrol_options;

/* Makes this device known to the office, once: makes its key, which never leaves it, and stores the
 * certificate. Blocks. Refuses a code that is wrong, used or expired, an office that the code does
 * not name, and a replica that is enrolled already. Then sync. Since 0.1. */
veldwerk_status veldwerk_replica_enrol(veldwerk_replica* replica,
                                       const veldwerk_enrol_options* options,
                                       veldwerk_error* error);

/* --- Write --- */

/* Saves; one call is one change, all or nothing, durable when it returns. `edits` is one object or
 * an array of them:
 *
 *   {"type":"placement", "id":"L1", "version":"1f3a...",
 *    "fields":{"state":"requested", "interruptions":null, "withdrawn_uses":{"add":["..."]}}}
 *
 * Without "id" a record is created; with "create_as" and an id of veldwerk_replica_new_id, so that
 * another edit of the same save can refer to it. "id" is a full id, a code (L1) or a unique tail of
 * 8 hex digits. "version" is the one the record was read at: refused as STALE, with the value now,
 * if a field of this save has changed since. Values are JSON strings, numbers, booleans, arrays of
 * a set's elements, {"add":[],"remove":[]} for part of a set, a schedule as {"start":{"mon":480}},
 * parts as [{"status":"present","minutes":480}]; also each as the text of the command line. null
 * clears.
 *
 * Result: {"writer","counter","records":[{"id","version"}]}, the records in the order of the edits.
 * Refused: the sentence names the field and what is allowed. Since 0.1. */
veldwerk_status veldwerk_replica_write(veldwerk_replica* replica, const char* edits,
                                       veldwerk_text** result, veldwerk_error* error);

/* Whether write would take these edits, and if not, why. Writes nothing. Since 0.1. */
veldwerk_status veldwerk_replica_check(veldwerk_replica* replica, const char* edits,
                                       veldwerk_error* error);

/* A new record id: 36 characters and a zero byte. Since 0.1. */
veldwerk_status veldwerk_replica_new_id(veldwerk_replica* replica, char id[37],
                                        veldwerk_error* error);

/* --- Read --- */

/* Records by name: `asked` is {"type":"placement"}, with "id" for one, or
 * "where":{"state":"active"}. Result: an array of {"id","version", and each field that is not
 * empty}. Since 0.1. */
veldwerk_status veldwerk_replica_show(veldwerk_replica* replica, const char* asked,
                                      veldwerk_text** result, veldwerk_error* error);

/* One SELECT over the record tables, one per type, one column per field, beside `id`, a 16-byte
 * blob, and `_version`. uuid('...') and uuid_text(id) convert. `parameters` is a JSON array for its
 * ?, or NULL. Result: {"columns":[...],"rows":[[...]]}; a blob of 16 bytes comes as the text of an
 * id, any other as hexadecimal. Refused: what is not one SELECT over these tables. Since 0.1. */
veldwerk_status veldwerk_replica_query(veldwerk_replica* replica, const char* sql,
                                       const char* parameters, veldwerk_text** result,
                                       veldwerk_error* error);

/* Why each field of a record has its value: who wrote what, and where one's own change is. Result:
 * {"field":"sentences"}. `id` as in write. Since 0.1. */
veldwerk_status veldwerk_replica_why(veldwerk_replica* replica, const char* type, const char* id,
                                     veldwerk_text** result, veldwerk_error* error);

/* {"unsent","refused","reviews","last_sync","digest","parked","alarms","enrolled","ready"}: counts,
 * an RFC 3339 instant (absent before the first sync), 32 hex digits, booleans. Since 0.1. */
veldwerk_status veldwerk_replica_status(veldwerk_replica* replica, veldwerk_text** result,
                                        veldwerk_error* error);

/* {"digest","scopes":[{"scope","digest"}]}: equal here and at the office when both hold the same.
 * Since 0.1. */
veldwerk_status veldwerk_replica_digest(veldwerk_replica* replica, veldwerk_text** result,
                                        veldwerk_error* error);

/* Questions that wait for a person at the office, as far as they concern the caseload: an array of
 * {"id","version","kind","subject","state","date","record","reasons","count","alternatives":[
 * {"number","record","value","by","at","source","minutes"}],"decision":{"id","outcome","reason",
 * "at"}}; `count` includes alternatives that lie outside this device's scopes, and `decision` is
 * there once a person decided. open_only: not 0. Since 0.1. */
veldwerk_status veldwerk_review_list(veldwerk_replica* replica, int32_t open_only,
                                     veldwerk_text** result, veldwerk_error* error);
/* One of them. Since 0.1. */
veldwerk_status veldwerk_review_show(veldwerk_replica* replica, const char* id,
                                     veldwerk_text** result, veldwerk_error* error);

/* Writes an unencrypted copy of the record tables, for support. The caller guards it. Refused where
 * a file already is. Since 0.1. */
veldwerk_status veldwerk_replica_export_plain(veldwerk_replica* replica, const char* path,
                                              veldwerk_error* error);

/* --- What the office refused --- */

/* An array of {"id","at","reason","detail","records":[...]}: own changes that the office refused
 * and that were neither retried nor discarded. Nothing of them is lost meanwhile. Since 0.1. */
veldwerk_status veldwerk_refused_list(veldwerk_replica* replica, veldwerk_text** result,
                                      veldwerk_error* error);
/* Saves it anew, on what is known now; what waits for it follows. Result as of write. Since 0.1. */
veldwerk_status veldwerk_refused_retry(veldwerk_replica* replica, uint64_t id,
                                       veldwerk_text** result, veldwerk_error* error);
/* Gives it up. Result as of write. Since 0.1. */
veldwerk_status veldwerk_refused_discard(veldwerk_replica* replica, uint64_t id,
                                         veldwerk_text** result, veldwerk_error* error);

/* --- Sync --- */

/* For a bar on a screen. The office does not say how much there will be. */
typedef struct veldwerk_progress {
    size_t struct_size;
    uint64_t unsent; /* changes still to be acknowledged */
    uint64_t sent;
    uint64_t batches_received;
    uint64_t bytes_received;
} veldwerk_progress;

typedef void (*veldwerk_progress_callback)(void* context, const veldwerk_progress* progress);

typedef struct veldwerk_sync_options {
    size_t struct_size;  /* sizeof(veldwerk_sync_options) */
    const char* office;  /* HOST or HOST:PORT, remembered once reached; NULL: the remembered one */
    uint64_t changes_max; /* stop at a batch border once so many are sent; 0: no bound */
    uint64_t time_ms_max; /* give up after so long; 0: an hour */
    veldwerk_progress_callback progress; /* NULL: none. Called on this thread, within the call */
    void* progress_context;
} veldwerk_sync_options;

/* Sends what is unsent, then receives what is new; what the app reads changes all at once, or not
 * at all. Blocks. It may break off anywhere and be repeated. NULL options: the defaults. Result:
 * {"sent","received","refused","reviews","digest","alarms","caught_up","stopped"}.
 *
 * Refused: not enrolled, revoked (the replica may then be wiped: close it), not the office it
 * enrolled with, or another life of this device. FAILED: no connection, or crowded
 * (retry_after_ms). What was acknowledged before either stays so. Misused while a watch runs: it
 * syncs by itself. Since 0.1. */
veldwerk_status veldwerk_replica_sync(veldwerk_replica* replica,
                                      const veldwerk_sync_options* options,
                                      veldwerk_text** result, veldwerk_error* error);

/* --- Watch --- */

/* A live connection on a thread of its own, with its own opening of the file. */
typedef struct veldwerk_watch veldwerk_watch;

typedef int32_t veldwerk_event;
enum {
    VELDWERK_EVENT_CHANGED = 1,   /* the file shows something new: read again */
    VELDWERK_EVENT_CAUGHT_UP = 2, /* all is sent and received; detail is empty */
    VELDWERK_EVENT_OFFLINE = 3,   /* no connection; it tries again by itself, ever less often */
    VELDWERK_EVENT_STOPPED = 4    /* the office refused or storage failed: it does not try again */
};

/* `detail` is a sentence for people, valid within the call only. Called on the watch's thread. */
typedef void (*veldwerk_event_callback)(void* context, veldwerk_event event, const char* detail);

typedef struct veldwerk_watch_options {
    size_t struct_size;            /* sizeof(veldwerk_watch_options) */
    veldwerk_event_callback event; /* required */
    void* event_context;
    const char* office; /* as for sync */
} veldwerk_watch_options;

/* Starts to keep the replica in step: sends what any handle saves, receives what is new, and tells.
 * Returns at once. The handle may be used meanwhile, for anything but sync. Since 0.1. */
veldwerk_status veldwerk_watch_start(veldwerk_replica* replica,
                                     const veldwerk_watch_options* options,
                                     veldwerk_watch** watch, veldwerk_error* error);

/* Ends it and waits for its thread; afterwards no callback comes and `watch` is gone. It may take a
 * few seconds on a dead line. Misused, and not ended, from within its own callback. NULL is fine.
 * Since 0.1. */
veldwerk_status veldwerk_watch_stop(veldwerk_watch* watch, veldwerk_error* error);

#ifdef __cplusplus
}
#endif
