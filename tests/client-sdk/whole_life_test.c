/* SPDX-License-Identifier: EUPL-1.2
 *
 * The part of a replica's life that needs no office, in plain C through veldwerk.h: open, be told
 * that it is not enrolled, misuse, wrong key, close. The whole life stands in tests/end-to-end.
 */
#include <stdio.h>
#include <string.h>

#include "veldwerk.h"

/* In the working folder, which is the build's own. */
static const char path[] = "whole_life_test.replica";

/* A context lives as long as its handle. */
static int one_key = 1;
static int another_key = 2;

static int failed = 0;

static void check(int holds, const char* sentence) {
    if (holds) return;
    fprintf(stderr, "does not hold: %s\n", sentence);
    failed = 1;
}

static int32_t give_key(void* context, uint8_t key[32]) {
    memset(key, *(const int*)context, 32);
    return 0;
}

static int32_t give_no_key(void* context, uint8_t key[32]) {
    (void)context;
    (void)key;
    return 1;
}

static int64_t give_now(void* context) {
    (void)context;
    return INT64_C(1796000000000);
}

static void tell(void* context, veldwerk_event event, const char* detail) {
    (void)context;
    (void)event;
    (void)detail;
}

static veldwerk_replica* open_with(int* key, veldwerk_error* error) {
    veldwerk_replica* replica = NULL;
    const veldwerk_open_options options = {.struct_size = sizeof options,
                                           .path = path,
                                           .key = give_key,
                                           .key_context = key,
                                           .create = 1,
                                           .now = give_now};
    const veldwerk_status status = veldwerk_replica_open(&options, &replica, error);
    check((status == VELDWERK_DONE) == (replica != NULL), "a handle comes with success alone");
    check(error->status == status, "the error tells the status");
    return replica;
}

static void misuse_it(veldwerk_replica* replica) {
    veldwerk_error error;
    veldwerk_text* text = NULL;
    check(veldwerk_replica_open(NULL, NULL, &error) == VELDWERK_MISUSED, "options are needed");
    check(veldwerk_replica_write(NULL, "{}", &text, NULL) == VELDWERK_MISUSED, "a NULL handle");
    check(veldwerk_replica_write(replica, NULL, &text, &error) == VELDWERK_MISUSED, "NULL edits");
    check(veldwerk_replica_write(replica, "{", &text, &error) == VELDWERK_MISUSED, "no JSON");
    check(error.detail[0] != '\0' && text == NULL, "misuse is explained, and gives nothing");
    check(veldwerk_replica_status(replica, NULL, &error) == VELDWERK_MISUSED, "a NULL result");
    check(veldwerk_watch_stop(NULL, &error) == VELDWERK_DONE, "no watch is no harm");
    veldwerk_text_free(NULL);
    veldwerk_replica_close(NULL);

    const veldwerk_open_options old = {.struct_size = 2 * sizeof(size_t)};
    veldwerk_replica* none = NULL;
    check(veldwerk_replica_open(&old, &none, &error) == VELDWERK_MISUSED, "an open without a key");
}

static void live(veldwerk_replica* replica) {
    veldwerk_error error;
    veldwerk_text* text = NULL;
    char id[37] = "";
    check(veldwerk_replica_new_id(replica, id, &error) == VELDWERK_DONE, "ids are made offline");
    check(strlen(id) == 36, "an id has 36 characters");
    check(veldwerk_replica_status(replica, &text, &error) == VELDWERK_DONE, "a status at any time");
    check(error.status == VELDWERK_DONE && error.detail[0] == '\0', "success clears the error");
    check(strstr(veldwerk_text_bytes(text), "\"unsent\":0") != NULL, "nothing is unsent");
    check(strlen(veldwerk_text_bytes(text)) == veldwerk_text_size(text), "a text knows its size");
    veldwerk_text_free(text);

    check(veldwerk_replica_show(replica, "{\"type\":\"participant\"}", &text, &error) ==
              VELDWERK_REFUSED, "nothing is shown before the first sync");
    check(veldwerk_replica_sync(replica, NULL, &text, &error) == VELDWERK_REFUSED, "enrol first");
    const veldwerk_enrol_options enrol = {
        .struct_size = sizeof enrol, .office = "127.0.0.1:1", .code = "too short"};
    check(veldwerk_replica_enrol(replica, &enrol, &error) == VELDWERK_REFUSED, "a code is long");
    check(error.reason == VELDWERK_REASON_MALFORMED, "and says so");

    veldwerk_watch* watch = NULL;
    veldwerk_watch_options options = {.struct_size = sizeof options};
    check(veldwerk_watch_start(replica, &options, &watch, &error) == VELDWERK_MISUSED && !watch,
          "a watch needs somebody to tell");
    options.event = tell;
    check(veldwerk_watch_start(replica, &options, &watch, &error) == VELDWERK_DONE, "it starts");
    check(veldwerk_watch_stop(watch, &error) == VELDWERK_DONE, "and ends");
}

static void clean_up(void) {
    remove(path);
    remove("whole_life_test.replica-wal");
    remove("whole_life_test.replica-shm");
}

int main(void) {
    clean_up();
    veldwerk_error error;
    veldwerk_replica* replica = open_with(&one_key, &error);
    if (replica != NULL) {
        live(replica);
        misuse_it(replica);
    }
    veldwerk_replica_close(replica);

    check(open_with(&another_key, &error) == NULL, "another key opens nothing");
    check(error.status == VELDWERK_REFUSED && error.reason == VELDWERK_REASON_NOT_AUTHORISED,
          "a wrong key is refused");
    const veldwerk_open_options locked = {
        .struct_size = sizeof locked, .path = path, .key = give_no_key};
    check(veldwerk_replica_open(&locked, &replica, &error) == VELDWERK_REFUSED, "no key, no file");
    replica = open_with(&one_key, &error);
    check(replica != NULL, "the file is unharmed");
    veldwerk_replica_close(replica);
    clean_up();
    return failed;
}
