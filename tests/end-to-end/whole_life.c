/* SPDX-License-Identifier: EUPL-1.2
 *
 * A replica's whole life through veldwerk.h, in plain C: open, enrol, sync, read, write, watch,
 * sync, close, open again. A test starts it beside an office:
 *
 *     whole_life REPLICA HOST:PORT CODE PARTICIPANT
 *
 * PARTICIPANT is the code of one in the caseload. Time is VELDWERK_NOW_MS, milliseconds since 1970.
 * Exit 0 if all went well; else the first sentence that does not hold is on stderr.
 */
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "veldwerk.h"

static veldwerk_error error;

static void check(int holds, const char* sentence) {
    if (holds) return;
    fprintf(stderr, "does not hold: %s (%s)\n", sentence, error.detail);
    exit(1);
}

static int32_t give_key(void* context, uint8_t key[32]) {
    (void)context;
    memset(key, 0x5a, 32);
    return 0;
}

static int64_t give_now(void* context) { return *(const int64_t*)context; }

static void count_event(void* context, veldwerk_event event, const char* detail) {
    (void)detail;
    if (event == VELDWERK_EVENT_CAUGHT_UP) atomic_fetch_add((atomic_int*)context, 1);
}

static void count_progress(void* context, const veldwerk_progress* progress) {
    (void)progress;
    ++*(int*)context;
}

static veldwerk_replica* open_at(const char* path, int64_t* now) {
    veldwerk_replica* replica = NULL;
    const veldwerk_open_options options = {.struct_size = sizeof options,
                                           .path = path,
                                           .key = give_key,
                                           .create = 1,
                                           .now = give_now,
                                           .now_context = now};
    check(veldwerk_replica_open(&options, &replica, &error) == VELDWERK_DONE, "it opens");
    return replica;
}

/* Whether a result holds these words; frees it. */
static int says(veldwerk_text* text, const char* words) {
    const int found = strstr(veldwerk_text_bytes(text), words) != NULL;
    veldwerk_text_free(text);
    return found;
}

static void sync_it(veldwerk_replica* replica) {
    int told = 0;
    veldwerk_text* text = NULL;
    const veldwerk_sync_options options = {.struct_size = sizeof options,
                                           .progress = count_progress,
                                           .progress_context = &told};
    check(veldwerk_replica_sync(replica, &options, &text, &error) == VELDWERK_DONE, "it syncs");
    check(says(text, "\"caught_up\":true"), "a sync ends caught up");
    check(told > 0, "a sync tells how far it is");
}

static void write_address(veldwerk_replica* replica, const char* participant, const char* address) {
    char edit[512];
    veldwerk_text* text = NULL;
    snprintf(edit, sizeof edit,
             "{\"type\":\"participant\",\"id\":\"%s\",\"fields\":{\"address\":\"%s\"}}",
             participant, address);
    check(veldwerk_replica_write(replica, edit, &text, &error) == VELDWERK_DONE, "it is written");
    check(says(text, "\"counter\":"), "a save has a stamp");
}

static void read_it(veldwerk_replica* replica, const char* participant, const char* address) {
    char question[256];
    veldwerk_text* text = NULL;
    snprintf(question, sizeof question, "{\"type\":\"participant\",\"id\":\"%s\"}", participant);
    check(veldwerk_replica_show(replica, question, &text, &error) == VELDWERK_DONE, "it is shown");
    check(says(text, address), "what was written is shown");
    snprintf(question, sizeof question, "[\"%s\"]", participant);
    check(veldwerk_replica_query(replica, "SELECT address FROM participant WHERE code = ?",
                                 question, &text, &error) == VELDWERK_DONE, "SQL reads it");
    check(says(text, address), "what was written is in the table");
    check(veldwerk_replica_why(replica, "participant", participant, &text, &error) == VELDWERK_DONE,
          "it is explained");
    check(says(text, "\"address\":"), "the address has its reason");
}

static void watch_it(veldwerk_replica* replica, const char* participant) {
    atomic_int caught_up = 0;
    veldwerk_text* text = NULL;
    veldwerk_watch* watch = NULL;
    const veldwerk_watch_options options = {
        .struct_size = sizeof options, .event = count_event, .event_context = &caught_up};
    check(veldwerk_watch_start(replica, &options, &watch, &error) == VELDWERK_DONE, "it watches");
    write_address(replica, participant, "Derde straat 3");
    /* The watch sends it by itself; the replica says when nothing is left to send. */
    for (int unsent = 1; unsent;) {
        check(veldwerk_replica_status(replica, &text, &error) == VELDWERK_DONE, "it tells");
        unsent = !says(text, "\"unsent\":0");
    }
    while (atomic_load(&caught_up) == 0) continue;
    check(veldwerk_watch_stop(watch, &error) == VELDWERK_DONE, "the watch ends");
}

int main(int count, char** words) {
    const char* told_time = getenv("VELDWERK_NOW_MS");
    int64_t now = told_time == NULL ? 0 : strtoll(told_time, NULL, 10);
    if (count != 5 || now == 0) {
        fprintf(stderr, "whole_life REPLICA HOST:PORT CODE PARTICIPANT, and VELDWERK_NOW_MS\n");
        return 2;
    }
    veldwerk_replica* replica = open_at(words[1], &now);
    const veldwerk_enrol_options enrol = {
        .struct_size = sizeof enrol, .office = words[2], .code = words[3]};
    check(veldwerk_replica_enrol(replica, &enrol, &error) == VELDWERK_DONE, "it enrols");
    sync_it(replica);
    write_address(replica, words[4], "Nieuwe straat 2");
    read_it(replica, words[4], "Nieuwe straat 2");
    sync_it(replica);
    watch_it(replica, words[4]);
    veldwerk_replica_close(replica);

    replica = open_at(words[1], &now);
    read_it(replica, words[4], "Derde straat 3");
    veldwerk_text* text = NULL;
    check(veldwerk_replica_digest(replica, &text, &error) == VELDWERK_DONE, "it has a digest");
    check(says(text, "\"scopes\":["), "a digest names its scopes");
    check(veldwerk_refused_list(replica, &text, &error) == VELDWERK_DONE, "it lists refusals");
    check(says(text, "[]"), "the office refused nothing");
    veldwerk_replica_close(replica);
    return 0;
}
