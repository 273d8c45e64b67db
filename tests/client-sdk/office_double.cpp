// SPDX-License-Identifier: EUPL-1.2
#include "tests/client-sdk/office_double.hpp"

#include "protocol/merge/in_force.hpp"
#include "protocol/records/slots.hpp"
#include "protocol/records/value.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <deque>
#include <filesystem>

namespace veldwerk::device {

RecordId record_id(std::uint8_t number) {
    RecordId id;
    id.bytes = {0x01, 0x93, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, number};
    return id;
}

OfficeDouble::OfficeDouble() {
    epoch.bytes[0] = 7;
    writer_.bytes[0] = 9;
    coach = record_id(1);
    other_coach = record_id(2);
}

ScopeName OfficeDouble::scope_of(const RecordState& state) const {
    const RecordType& type = *find_type(state.type);
    if (type.scope == Scope::programme) return {1, Scope::programme, {}};
    RecordId root = state.id;
    if (type.scope_field != 0) {
        const Field& path = *type.find(type.scope_field);
        const auto next = RecordId::from_view(value_in_force(state, path));
        if (!next) return {1, Scope::programme, {}};
        root = *next;
        const auto held = records_.find(root);
        if (path.target != type::participant && held != records_.end()) {
            return scope_of(held->second.state);
        }
    }
    const auto known =
        scope_numbers_.try_emplace(root, static_cast<ScopeNumber>(scope_numbers_.size() + 2));
    return {known.first->second, type.scope, root};
}

void OfficeDouble::write(const std::string& type_name, const RecordId& id,
                         const FieldTexts& fields) {
    const RecordType& type = *find_type(type_name);
    Held& held = records_[id];
    held.state.type = type.number;
    held.state.id = id;
    Change change;
    change.stamp = {writer_, ++counter_};
    change.act = Act::write;
    change.claimed = {1'795'000'000'000};
    RecordWrites writes{type.number, id, false, {}};
    std::map<SlotNumber, std::vector<FieldValue>> slots;
    for (const auto& [name, text] : fields) {
        const Field& field = *type.find(name);
        const auto value = parse_value(field, text);
        ASSERT_TRUE(value) << value.error().detail;
        slots[field.slot].push_back({field.number, *value});
    }
    for (auto& [slot, members] : slots) {
        const Field& first = *type.slot(slot).front();
        Write write{slot, {}, {}, {}};
        if (first.is_set()) {
            write.element = members.front().value;
            write.value = element_present;
        } else {
            write.value = first.grouped() ? join_group(members) : members.front().value;
        }
        for (const auto& candidate : held.state.cell(slot, write.element)) {
            write.replaces.push_back(candidate.by.stamp);
        }
        writes.writes.push_back(std::move(write));
    }
    take_effect(held.state, change, writes, *this);
    held.position = ++position_;
}

std::optional<Recorded> OfficeDouble::find(const Stamp& stamp) const {
    Recorded recorded;
    recorded.standing = Standing::in_effect;
    recorded.change.stamp = stamp;
    if (stamp.writer == device_writer_ && stamp.counter <= received.size()) {
        recorded.change = *decode_change(received[stamp.counter - 1], stamp);
        if (refusals.contains(stamp.counter)) recorded.standing = Standing::refused;
        if (parked.contains(stamp.counter)) recorded.standing = Standing::parked;
    }
    return recorded;
}

void OfficeDouble::admit(const Push& push) {
    EXPECT_EQ(push.first_counter, received.size() + 1);
    for (const std::string& bytes : push.changes) {
        received.push_back(bytes);
        chains.push_back(Chain{});
        const std::uint64_t counter = received.size();
        if (refusals.contains(counter) || parked.contains(counter)) continue;
        const auto change = decode_change(bytes, {device_writer_, counter});
        ASSERT_TRUE(change);
        for (const RecordWrites& writes : change->records) {
            Held& held = records_[writes.record];
            held.state.type = writes.type;
            held.state.id = writes.record;
            take_effect(held.state, *change, writes, *this);
            held.position = ++position_;
        }
    }
    chains.back() = push.chain;
}

Digest OfficeDouble::total() const {
    Digest sum = lie;
    for (const auto& [id, held] : records_) {
        if (!purged.contains(scope_of(held.state).number)) sum += digest_of(held.state);
    }
    return sum;
}

std::vector<Message> OfficeDouble::feed(const Cursor& cursor) {
    ++pulls;
    struct Due {
        ScopeName scope;
        std::uint64_t position;
        const RecordState* state;
    };
    const std::uint64_t from = cursor.epoch == epoch ? cursor.position : 0;
    std::vector<Due> due;
    for (const auto& [id, held] : records_) {
        const ScopeName scope = scope_of(held.state);
        std::uint64_t after = from;
        if (cursor.epoch == epoch && scope.number < cursor.partial_scope) {
            after = cursor.partial_target;
        }
        if (cursor.epoch == epoch && scope.number == cursor.partial_scope) {
            after = std::max(from, cursor.partial_position);
        }
        if (held.position <= after || purged.contains(scope.number)) continue;
        due.push_back({scope, held.position, &held.state});
    }
    std::sort(due.begin(), due.end(), [](const Due& a, const Due& b) {
        return std::pair(a.scope.number, a.position) < std::pair(b.scope.number, b.position);
    });
    std::vector<Message> messages;
    for (std::size_t i = 0; i < due.size();) {
        BatchWriter batch;
        for (std::size_t n = 0; n < records_per_batch && i < due.size(); ++n, ++i) {
            batch.add(due[i].scope, due[i].position, *due[i].state);
        }
        messages.emplace_back(Records{batch.take()});
    }
    CaughtUp end;
    end.cursor = Cursor{epoch, position_, 0, 0, 0};
    end.basis = counter_;
    end.received = received.size();
    end.total = total();
    end.purge.assign(purged.begin(), purged.end());
    for (const auto& [counter, refusal] : refusals) {
        if (counter <= received.size()) end.refused.push_back(refusal);
    }
    for (const std::uint64_t counter : parked) {
        if (counter <= received.size()) end.parked.push_back(counter);
    }
    messages.emplace_back(std::move(end));
    return messages;
}

std::vector<Message> OfficeDouble::hear(const Message& message) {
    if (const auto* hello = std::get_if<Hello>(&message)) {
        device_writer_ = hello->writer;
        Welcome welcome;
        welcome.epoch = epoch;
        welcome.received = received.size();
        welcome.chain = chains.back();
        welcome.safe = safe;
        welcome.token.number = ++token_number;
        welcome.office_time_ms = time_ms;
        std::vector<Message> answer{welcome};
        const bool elsewhere = !hello->cursor.epoch.empty() && hello->cursor.epoch != epoch;
        const bool has_all = hello->next_counter == received.size() + 1;
        if (hello->pull_at_once && has_all && !elsewhere) {
            for (auto& part : feed(hello->cursor))
                answer.push_back(std::move(part));
        }
        return answer;
    }
    if (const auto* push = std::get_if<Push>(&message)) {
        const std::size_t before = received.size();
        admit(*push);
        Accepted accepted;
        accepted.received = received.size();
        for (const auto& [counter, refusal] : refusals) {
            if (counter > before && counter <= received.size())
                accepted.refusals.push_back(refusal);
        }
        return {accepted};
    }
    if (const auto* pull = std::get_if<Pull>(&message)) return feed(pull->cursor);
    return {};
}

SmallProgramme write_small_programme(OfficeDouble& office) {
    SmallProgramme made{office.coach, office.other_coach, record_id(3), record_id(4),
                        record_id(5), record_id(6),       record_id(7)};
    const auto ref = [](const RecordId& id) { return id.text(); };
    office.write("coach", made.coach, {{"code", "A"}, {"name", "Anja"}});
    office.write("coach", made.other_coach, {{"code", "B"}, {"name", "Bram"}});
    office.write("employer", made.employer, {{"name", "Zorggroep"}});
    office.write("workplace", made.workplace, {{"employer", ref(made.employer)}});
    office.write("job", made.job,
                 {{"code", "J1"},
                  {"title", "Buurtzorg"},
                  {"kind", "public"},
                  {"seats", "2"},
                  {"state", "approved"}});
    office.write("participant", made.participant,
                 {{"code", "D001"},
                  {"given_name", "Fatima"},
                  {"email", "fatima@example.org"},
                  {"phones", "0612345678"}});
    office.write("placement", made.placement,
                 {{"code", "L1"},
                  {"participant", ref(made.participant)},
                  {"job", ref(made.job)},
                  {"workplace", ref(made.workplace)},
                  {"kind", "public"},
                  {"start", "2026-01-01"},
                  {"contract_minutes_per_week", "1920"},
                  {"schedule", "mon:480,tue:480,wed:480,thu:480"},
                  {"state", "active"}});
    return made;
}

Outcome sync(Replica& replica, OfficeDouble& office, const SyncOptions& options) {
    DeviceSession session(replica, options.session);
    if (office.time_ms == 0) office.time_ms = options.now.unix_ms;
    std::deque<Message> to_office;
    std::size_t heard = 0;
    for (auto& message : session.start(options.now))
        to_office.push_back(std::move(message));
    while (!to_office.empty() && !session.finished()) {
        const Message message = std::move(to_office.front());
        to_office.pop_front();
        for (const Message& answer : office.hear(message)) {
            if (heard++ == options.messages_max) {
                session.broken_off(Error{Reason::crowded, "the line is dead"});
                break;
            }
            for (auto& next : session.receive(answer, options.now)) {
                to_office.push_back(std::move(next));
            }
        }
    }
    return session.outcome();
}

Luck repeatable_luck(std::uint64_t seed) {
    return [state = seed * 2 + 1](void* bytes, std::size_t count) mutable {
        auto* out = static_cast<std::uint8_t*>(bytes);
        for (std::size_t i = 0; i < count; ++i) {
            state = state * 6364136223846793005ULL + 1442695040888963407ULL;
            out[i] = static_cast<std::uint8_t>(state >> 56);
        }
    };
}

ReplicaInFile::ReplicaInFile(const std::string& name)
    : path_((std::filesystem::temp_directory_path() /
             ("veldwerk-" + name + '-' + std::to_string(getpid()) + ".replica"))
                .string()) {
    remove();
}

ReplicaInFile::~ReplicaInFile() {
    remove();
}

void ReplicaInFile::remove() const {
    for (const char* suffix : {"", "-wal", "-shm", ".wiped"}) {
        std::filesystem::remove(path_ + suffix);
    }
}

carriage::StoreKey ReplicaInFile::key() const {
    carriage::StoreKey key{};
    key.fill(0x5a);
    return key;
}

std::unique_ptr<Replica> ReplicaInFile::open() {
    auto replica = Replica::open({path_, key(), repeatable_luck(path_.size()), true, true});
    EXPECT_TRUE(replica) << (replica ? "" : replica.error().detail);
    return replica ? std::move(*replica) : nullptr;
}

std::unique_ptr<Replica> ReplicaInFile::enrolled(const OfficeDouble& office) {
    auto replica = open();
    Enrolment enrolment;
    enrolment.reply.certificate = "a certificate";
    enrolment.reply.authority = "an authority";
    enrolment.reply.device = record_id(90);
    enrolment.reply.coach = office.coach;
    enrolment.reply.office_time_ms = monday.unix_ms;
    enrolment.private_key = "a private key";
    enrolment.office_address = "localhost:7443";
    EXPECT_TRUE(replica->enrolled(enrolment, monday));
    return replica;
}

std::string one(Replica& replica, const std::string& sql) {
    const auto rows = replica.query(sql);
    if (!rows) return "refused: " + rows.error().detail;
    if (rows->rows.empty()) return "no row";
    const Cell& cell = rows->rows.front().front();
    if (const auto* text = std::get_if<std::string>(&cell)) return *text;
    if (const auto* number = std::get_if<std::int64_t>(&cell)) return std::to_string(*number);
    if (std::holds_alternative<std::monostate>(cell)) return "nothing";
    return "something else";
}

}  // namespace veldwerk::device
