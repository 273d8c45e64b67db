// SPDX-License-Identifier: EUPL-1.2
// The small worlds of the proofs. A shape says who wrote in which order and what each author had
// seen; a casting puts people, values, acts, refusals and missing records on a shape; together they
// make a world: a set of changes that may arrive in any order.
//
// Shapes are enumerated once each: a partial order is built along its least linear extension, and
// of shapes that differ only in the names of writers one is kept.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "protocol/merge/change.hpp"
#include "protocol/records/schema.hpp"

namespace veldwerk::proof {

/// A change on its way, and whether the office will refuse it (which its bytes alone decide).
struct Event {
    Change change;
    bool refused{};
    std::string bytes;  ///< as encoded, to tell twins
};

struct World {
    std::vector<Event> events;
    std::vector<RecordId> known;  ///< records that are there from the start

    [[nodiscard]] std::string text() const;
};

/// Events in an order that respects what was seen. At most 16.
struct Shape {
    std::vector<std::size_t> writers;
    std::vector<std::uint32_t> seen;  ///< per event: a mask of earlier ones, closed under seeing
};

/// Calls `use` with every causal shape of writers that write that many changes each.
void for_each_shape(const std::vector<std::size_t>& counts,
                    const std::function<void(const Shape&)>& use);

/// Where a proof writes: a slot of a real record type with the merge class to prove.
struct Ground {
    TypeNumber type{};
    SlotNumber slot{};
    Merge merge{};
    [[nodiscard]] bool grouped() const { return slot >= first_group_slot; }
};
/// The first slot of the schema that merges so; with `grouped`, the first group.
[[nodiscard]] Ground ground_of(Merge merge, bool grouped = false);

enum class Values : std::uint8_t { distinct, agreeing, with_empty };
enum class Creation : std::uint8_t { before, by_first, by_last, second_record };

struct Twin {
    std::size_t of{};     ///< the event that a restored phone sends once more
    bool lower{};         ///< whether the repetition has the lower stamp
    bool seen{};          ///< whether later authors saw the repetition in place of the first
    bool judged_apart{};  ///< one of the two is refused, the other is not
};

struct Casting {
    std::uint32_t acts = 0;      ///< mask of writers that are the office
    std::uint32_t refused = 0;   ///< mask of events
    bool one_person = false;     ///< all writers are devices of one person
    Values values = Values::distinct;
    Creation creation = Creation::before;
    std::optional<Twin> twin;
};

[[nodiscard]] World make_world(const Shape& shape, const Ground& ground, const Casting& casting);

[[nodiscard]] WriterId writer_id(std::size_t number);
[[nodiscard]] RecordId record_id(std::size_t number);
[[nodiscard]] Event make_event(Change change, bool refused = false);

}  // namespace veldwerk::proof
