// SPDX-License-Identifier: EUPL-1.2
#include "tests/contract/world.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstring>
#include <deque>

#include "daemon/custody/healing.hpp"
#include "daemon/office/acting.hpp"
#include "daemon/office/caseload.hpp"

namespace veldwerk::contract {
namespace {

carriage::RecordEdit edit_of(const std::string& type, const Fields& fields,
                             const std::string& record = {}) {
    carriage::RecordEdit edit;
    edit.type = type;
    edit.record = record;
    for (const auto& [name, value] : fields)
        edit.fields.push_back({.field = name, .values = {value}});
    return edit;
}

/// A message as the other side gets it: through its bytes.
Message through_the_wire(const Message& message) {
    auto decoded = decode_message(frame_type_of(message), encode_message(message));
    expect(decoded && *decoded, "a message survives its bytes");
    return std::move(**decoded);
}

}  // namespace

ScratchFolder::ScratchFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "veldwerk-XXXXXX").string();
    expect(::mkdtemp(name.data()) != nullptr, "a scratch folder can be made");
    path_ = name;
}

ScratchFolder::~ScratchFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

Device::Device(std::filesystem::path file, device::Luck luck, std::function<Instant()> now)
    : file_(std::move(file)), luck_(std::move(luck)), now_(std::move(now)) {
    reopen();
}

void Device::reopen() {
    replica_.reset();
    auto opened = device::Replica::open({.path = file_.string(), .key = {7}, .luck = luck_,
                                         .create = true, .durable = false, .now = now_});
    expect(opened.has_value(), "the replica opens");
    replica_ = std::move(*opened);
}

void Device::back_up() {
    close();
    std::filesystem::copy_file(file_, file_.string() + ".backup",
                               std::filesystem::copy_options::overwrite_existing);
    reopen();
}

void Device::set_back() {
    close();
    std::filesystem::remove(file_.string() + "-wal");
    std::filesystem::copy_file(file_.string() + ".backup", file_,
                               std::filesystem::copy_options::overwrite_existing);
    reopen();
}

World::World(std::uint64_t seed) : luck_(seed) {
    set_now("2026-11-30T08:00:00+01:00");
    office::Office::make(office_folder(), "Basisbanen", environment());
    start_office();
}

void World::stop_office() {
    queue_.reset();
    office_.reset();
}

void World::start_office() {
    office_ = std::make_unique<office::Office>(office_folder(), environment());
    queue_ = std::make_unique<office::CommitQueue>(*office_);
}

void World::fill(void* bytes, std::size_t size) {
    auto* at = static_cast<std::uint8_t*>(bytes);
    for (std::size_t i = 0; i < size; ++i) at[i] = static_cast<std::uint8_t>(luck_());
}

office::Environment World::environment() {
    return {.now = [this] { return now_; },
            .luck = [this](void* bytes, std::size_t size) { fill(bytes, size); }};
}

void World::set_now(const std::string& rfc3339) { now_ = parse_instant(rfc3339).value(); }

RecordId World::put(const std::string& type, const Fields& fields, const std::string& record) {
    office::ActOrder order;
    order.person = office_->find_person({}).value();
    order.edits.push_back(edit_of(type, fields, record));
    const auto receipt = office_->act(order);
    expect(receipt.has_value(), receipt ? "" : receipt.error().detail.c_str());
    return receipt->ids.front();
}

RecordId World::coach(const std::string& code) {
    return put("coach", {{"name", "Coach " + code}, {"code", code}});
}

void World::assign(const RecordId& participant, const RecordId& coach_id) {
    put("assignment", {{"participant", participant.text()}, {"coach", coach_id.text()},
                       {"role", "substitute"}});
}

Device& World::enrol(const std::string& name, const RecordId& coach_id) {
    auto device =
        std::make_unique<Device>(folder_.path() / (name + ".db"),
                                 [this](void* bytes, std::size_t size) { fill(bytes, size); },
                                 [this] { return now_; });
    const WriterId writer = device->replica().identity().writer;
    std::string hex = writer.text();
    std::erase(hex, '-');
    const RecordId record = put("device", {{"coach", coach_id.text()}, {"writer", hex},
                                           {"state", "active"}});
    office_->transact([&] {
        office::WriterRow row;
        row.writer = writer;
        row.device = record;
        row.person = coach_id;
        row.fingerprint = name;
        office_->ledger().save_writer(row);
    });
    device::Enrolment enrolment;
    enrolment.reply = {name, "authority", record, coach_id, now_.unix_ms};
    enrolment.private_key = "key";
    enrolment.office_address = "office:7443";
    expect(device->replica().enrolled(enrolment, now_).has_value(), "the device enrols");
    coaches_[name] = coach_id;
    return *(devices_[name] = std::move(device));
}

Device& World::copy(const std::string& of, const std::string& name) {
    Device& original = device(of);
    original.close();
    std::filesystem::copy_file(original.file(), folder_.path() / (name + ".db"));
    original.reopen();
    coaches_[name] = coaches_.at(of);
    return *(devices_[name] = std::make_unique<Device>(
                 folder_.path() / (name + ".db"),
                 [this](void* bytes, std::size_t size) { fill(bytes, size); },
                 [this] { return now_; }));
}

/// A certificate is its own fingerprint here.
std::shared_ptr<office::OfficeSession> World::session_of(const std::string& name) {
    return std::make_shared<office::OfficeSession>(
        *office_, *queue_, device(name).replica().identity().certificate,
        [this](const std::string&, const WriterId& writer) -> Result<office::SignedCertificate> {
            const std::string made = writer.text() + ' ' + std::to_string(luck_());
            return office::SignedCertificate{made, made, {now_.unix_ms + 1'000}};
        });
}

device::Outcome World::sync(const std::string& name, SyncFault fault,
                            device::SessionOptions options) {
    // As the listener does: the name in the certificate is the writer's.
    const auto identity = device(name).replica().identity();
    office_->transact([&] {
        office::recognise(office_->ledger(), identity.certificate, identity.writer.text());
    });
    options.request = [](const WriterId&) { return device::CertificateRequest{"key", "request"}; };
    device::DeviceSession session(device(name).replica(), options);
    auto other = session_of(name);
    std::deque<Message> to_office;
    const auto send = [&](std::vector<Message> messages) {
        for (auto& message : messages) to_office.push_back(std::move(message));
    };
    std::size_t messages = 0;
    send(session.start(now_));
    for (bool moved = true; moved && !session.finished();) {
        moved = false;
        while (!to_office.empty() && messages < fault.messages_max) {
            other->receive(through_the_wire(to_office.front()));
            to_office.pop_front();
            ++messages;
            moved = true;
        }
        if (!queue_->empty()) queue_->commit();
        while (messages < fault.messages_max) {
            const auto message = other->next();
            if (!message) break;
            send(session.receive(through_the_wire(*message), now_));
            ++messages;
            moved = true;
        }
        if (messages >= fault.messages_max) {
            session.broken_off({Reason::crowded, "the line broke"});
            break;
        }
    }
    if (!queue_->empty()) queue_->commit();
    return session.outcome();
}

std::string World::digest_of_device(const std::string& name) {
    return device(name).replica().digest().total.text();
}

std::string World::digest_of_office(const RecordId& coach_id) {
    return office::caseload_digest(office::caseload_of(office_->ledger(), coach_id)).text();
}

void World::furnish() {
    auto& n = names_;
    n["E"] = put("employer", {{"name", "Gemeente"}, {"kvk", "00000001"}, {"holidays", "none"}});
    n["W"] = put("workplace", {{"employer", n["E"].text()}, {"name", "Wijkcentrum"}});
    n["P1"] =
        put("participant", {{"code", "P1"}, {"given_name", "Test"}, {"family_name", "Persoon"}});
    n["J1"] = put("job", {{"code", "J1"}, {"title", "care"}, {"employer", n["E"].text()},
                          {"workplace", n["W"].text()}, {"kind", "public"}, {"seats", "1"}});
    put("consent", {{"participant", "P1"}, {"kind", "data"}, {"given_on", "2026-11-01"}});
    put("employer_agreement", {{"employer", n["E"].text()}, {"signed_on", "2026-10-01"}});
    put("displacement_check", {{"job", "J1"}, {"result", "positive"}});
    put("volunteer_coordination", {{"job", "J1"}, {"status", "agreed"}});
    put("job", {{"state", "approved"}}, "J1");
    n["L1"] = put("placement",
                  {{"code", "L1"}, {"participant", "P1"}, {"job", "J1"},
                   {"workplace", n["W"].text()}, {"kind", "public"}, {"start", "2026-11-01"},
                   {"contract_minutes_per_week", "2400"},
                   {"schedule", "mon:480,tue:480,wed:480,thu:480,fri:480"}});
    put("placement", {{"state", "active"}}, "L1");
    for (const std::string code : {"A", "B"}) {
        n[code] = coach(code);
        assign(n["P1"], n[code]);
    }
    office_->turn_day();
}

Result<device::Saved> save(Device& device, Instant now, const std::string& type,
                           const Fields& fields) {
    std::vector<device::RecordEdit> edits(1);
    edits.front().type = type;
    for (const auto& [name, value] : fields) {
        edits.front().fields.push_back({.field = name, .values = {value}});
    }
    return device.replica().save(edits, now);
}

}  // namespace veldwerk::contract
