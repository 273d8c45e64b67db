// SPDX-License-Identifier: EUPL-1.2
// The bytes that are hashed never change: a review would lose its decisions.
#include "protocol/rules/review.hpp"

#include <string>

#include "protocol/records/value.hpp"
#include "protocol/records/vocabulary.hpp"

namespace veldwerk {

RecordId review_id(const ReviewSubject& subject) {
    std::string name = "review:";
    name += subject.record.view();  // of fixed length, and each number ends by itself
    name += encode_integer(subject.kind);
    name += encode_integer(subject.detail);
    return derive_record_id(name);
}

namespace review_of {

ReviewSubject day(const RecordId& placement, CivilDate date) {
    return {review_kind::day, placement, date.days};
}
ReviewSubject field(const RecordId& record, SlotNumber slot) {
    return {review_kind::field, record, slot};
}
ReviewSubject guard(const RecordId& placement) { return {review_kind::guard, placement, 0}; }
ReviewSubject seat(const RecordId& job) { return {review_kind::seat, job, 0}; }
ReviewSubject cap(std::int64_t placement_kind) { return {review_kind::seat, {}, placement_kind}; }
ReviewSubject withdrawal(const RecordId& placement) {
    return {review_kind::withdrawal, placement, 0};
}
ReviewSubject double_task(const RecordId& job) { return {review_kind::double_task, job, 0}; }
ReviewSubject correction(const RecordId& placement, CivilDate date) {
    return {review_kind::correction, placement, date.days};
}
ReviewSubject suggestion(const RecordId& record, FieldNumber field) {
    return {review_kind::suggestion, record, field};
}

}  // namespace review_of
}  // namespace veldwerk
