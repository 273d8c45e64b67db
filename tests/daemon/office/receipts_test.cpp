// SPDX-License-Identifier: EUPL-1.2
#include "daemon/office/receipts.hpp"

#include <gtest/gtest.h>

namespace veldwerk::office {
namespace {

const EpochId life{{1}};

Change change_at(std::uint64_t counter, std::uint64_t basis) {
    Change change;
    change.stamp.counter = counter;
    change.basis = {life, basis};
    return change;
}

/// One that was offered basis 40 at position 400 and took it before it made change 11.
WriterReceipt acknowledged() {
    WriterReceipt receipt;
    receipt.offered = {life, 40};
    receipt.offered_position = 400;
    acknowledge(receipt, {.cursor = {life, 400, 0, 0, 0}, .last_counter = 10,
                          .purge_owed = false});
    return receipt;
}

TEST(Receipts, AnHonestDevicesBasesRiseAndOldUnsentWorkIsWelcome) {
    WriterReceipt receipt = acknowledged();

    EXPECT_FALSE(note_bases(receipt, {change_at(9, 3), change_at(10, 3), change_at(11, 40),
                                      change_at(12, 57)}));
    EXPECT_EQ(receipt.highest.position, 57U);
}

TEST(Receipts, ABasisThatFallsIsFound) {
    WriterReceipt receipt;

    EXPECT_TRUE(note_bases(receipt, {change_at(1, 30), change_at(2, 29)}));
}

TEST(Receipts, ABasisBelowWhatWasAcknowledgedIsFound) {
    WriterReceipt receipt = acknowledged();

    EXPECT_TRUE(note_bases(receipt, {change_at(11, 39)}));
}

TEST(Receipts, WhatAPersonExcusedPassesAndNothingAfterIt) {
    WriterReceipt receipt = acknowledged();
    receipt.excused = 12;

    EXPECT_FALSE(note_bases(receipt, {change_at(11, 39), change_at(12, 5)}));
    EXPECT_TRUE(note_bases(receipt, {change_at(13, 5)}));
}

TEST(Receipts, ACursorShortOfTheOfferAcknowledgesNothing) {
    WriterReceipt receipt;
    receipt.offered = {life, 40};
    receipt.offered_position = 400;

    acknowledge(receipt, {.cursor = {life, 399, 400, 3, 9}, .last_counter = 10,
                          .purge_owed = true});

    EXPECT_FALSE(note_bases(receipt, {change_at(11, 3)}));
}

TEST(Receipts, WhatWasNeverHeardToTheEndIsNotSettled) {
    WriterReceipt receipt = acknowledged();
    receipt.offered_counter = 6;

    acknowledge(receipt, {.cursor = {life, 399, 0, 0, 0}, .last_counter = 8, .purge_owed = false});
    EXPECT_EQ(receipt.settled, 0U) << "the line broke before it was caught up";

    acknowledge(receipt, {.cursor = {life, 400, 0, 0, 0}, .last_counter = 8, .purge_owed = false});
    EXPECT_EQ(receipt.settled, 6U);
}

TEST(Receipts, WorkWithoutTheOwedPurgeIsBorneForSomeSyncsInARow) {
    WriterReceipt receipt;
    for (int i = 0; i < 5; ++i) EXPECT_FALSE(note_sync(receipt, 5));
    WriterReceipt purged = receipt;
    acknowledge(purged, {.cursor = {}, .last_counter = 0, .purge_owed = false});

    EXPECT_TRUE(note_sync(receipt, 5));
    EXPECT_FALSE(note_sync(purged, 5));
}

}  // namespace
}  // namespace veldwerk::office
