// SPDX-License-Identifier: EUPL-1.2
#include "tests/simulation/line.hpp"

#include "tests/simulation/broken_promise.hpp"
#include "tests/simulation/phone.hpp"
#include "tests/simulation/town.hpp"

namespace veldwerk::simulation {
namespace {

const Error line_broke{Reason::crowded, "the line broke"};

// As long as both sides need to notice a line that went silent.
constexpr std::int64_t silence_ms_max = 60'000;

}  // namespace

Line::Line(World& world, Phone& phone, device::SessionOptions options)
    : world_(world),
      phone_(phone),
      dice_(world.dice.fork("line " + std::to_string(world.calendar.planned()))) {
    options.request = [](const WriterId&) { return device::CertificateRequest{"key", "request"}; };
    device_ = std::make_unique<device::DeviceSession>(phone.replica(), std::move(options));
}

void Line::open() {
    std::string certificate;
    phone_.guarded("calling", [&] { certificate = phone_.replica().identity().certificate; });
    if (!device_) return;
    office_ = world_.town->answer(certificate);
    if (!office_) {
        auto self = shared_from_this();
        world_.calendar.after(dice_.between(1, 15'000), [self] {
            if (!self->device_) return;
            self->device_->broken_off({Reason::crowded, "no connection"});
            self->after_device();
        });
        return;
    }
    world_.town->add(shared_from_this());
    phone_.guarded("calling", [&] { send_to_office(device_->start(phone_.clock())); });
    after_device();
}

Message Line::through_the_wire(const Message& message) {
    std::string bytes = encode_message(message);
    if (dice_.chance(world_.weather.strange_tails_per_mille)) {
        bytes += "what a later version says as well";
    }
    auto decoded = decode_message(frame_type_of(message), bytes);
    promised(decoded && *decoded, promise::stands, "a message does not survive its bytes");
    if (auto* caught_up = std::get_if<CaughtUp>(&**decoded)) {
        caught_up->basis += phone_.acts_claimed_ahead();
    }
    return std::move(**decoded);
}

Instant Line::arrival(Instant& last) {
    const Instant when{world_.now().unix_ms + dice_.between(1, world_.weather.delay_ms_max)};
    last = std::max(last, when);
    return last;
}

bool Line::meets_cut() {
    if (cut_ || !dice_.chance(world_.weather.cuts_per_mille)) return cut_;
    cut("in the middle");
    return true;
}

void Line::send_to_office(std::vector<Message> messages) {
    for (auto& message : messages) {
        // Half of the cuts come when the message is on its way.
        const bool before = dice_.chance(500);
        if (before ? meets_cut() : cut_) return;
        auto self = shared_from_this();
        auto sent = std::make_shared<Message>(through_the_wire(message));
        world_.calendar.at(arrival(last_at_office_), [self, sent] {
            if (!self->cut_) return self->arrive_at_office(*sent);
            if (!self->remains_arrive_) return;
            // Bytes of a connection that its phone has given up.
            self->world_.chronicle.count("remains that arrived late");
            const auto late = self->dice_.between(1, self->world_.weather.remains_ms_max);
            self->last_at_office_ = std::max(self->last_at_office_,
                                             Instant{self->world_.now().unix_ms + late});
            self->world_.calendar.at(self->last_at_office_,
                                     [self, sent] { self->arrive_at_office(*sent); });
        });
        if (!before && meets_cut()) return;
    }
}

void Line::arrive_at_office(const Message& message) {
    if (!office_) return;
    world_.town->receive(*this, message);
    if (office_ && dice_.chance(world_.weather.repeats_per_mille)) {
        world_.chronicle.tell(phone_.name(), "a message arrived at the office twice");
        world_.town->receive(*this, message);
    }
}

void Line::pump() {
    if (!office_ || pump_planned_) return;
    pump_planned_ = true;
    auto self = shared_from_this();
    world_.calendar.after(dice_.between(0, 5), [self] {
        self->pump_planned_ = false;
        if (!self->office_) return;
        const auto message = self->world_.town->next_of(*self);
        if (!message) {
            if (self->office_ && self->office_->finished()) self->office_hangs_up();
            return;
        }
        self->send_to_device(*message);
        self->pump();
    });
}

void Line::send_to_device(const Message& message) {
    if (meets_cut()) return;
    auto self = shared_from_this();
    auto sent = std::make_shared<Message>(through_the_wire(message));
    const bool caught_up = std::holds_alternative<CaughtUp>(message);
    auto shown = caught_up ? std::make_shared<Knowledge>(world_.town->knowledge()) : nullptr;
    world_.calendar.at(arrival(last_at_device_), [self, sent, shown] {
        if (self->cut_ || !self->device_) return;
        self->arrive_at_device(*sent, shown);
        if (self->device_ && self->dice_.chance(self->world_.weather.repeats_per_mille)) {
            self->world_.chronicle.tell(self->phone_.name(), "a message arrived here twice");
            self->arrive_at_device(*sent, shown);
        }
    });
}

void Line::arrive_at_device(const Message& message, const std::shared_ptr<Knowledge>& shown) {
    std::vector<Message> answers;
    phone_.guarded("a message", [&] { answers = device_->receive(message, phone_.clock()); });
    if (!device_) {
        // It died of it, and may have stored it before.
        if (shown) phone_.may_know(*shown);
        return;
    }
    const bool wiped = device_->outcome().wiped;
    if (shown && device_->outcome().caught_up && !wiped) {
        phone_.caught_up(*shown);
    }
    send_to_office(std::move(answers));
    after_device();
}

void Line::saved() {
    if (!device_ || cut_) return;
    std::vector<Message> pushes;
    phone_.guarded("telling", [&] { pushes = device_->saved(); });
    if (device_) send_to_office(std::move(pushes));
}

void Line::after_device() {
    if (!device_ || !device_->finished()) return;
    const device::Outcome outcome = device_->outcome();
    device_.reset();
    phone_.session_ended(outcome);
    auto self = shared_from_this();
    // A goodbye that was sent arrives; whatever is left of the office's end goes with the silence.
    world_.calendar.after(silence_ms_max * 2, [self] { self->drop_office(); });
}

void Line::cut(const std::string& why) {
    if (cut_) return;
    cut_ = true;
    remains_arrive_ = dice_.chance(world_.weather.remains_per_mille);
    world_.chronicle.tell(phone_.name(), "the line broke " + why);
    world_.chronicle.count("cuts");
    auto self = shared_from_this();
    world_.calendar.after(dice_.between(1, silence_ms_max), [self] {
        if (!self->device_) return;
        self->phone_.guarded("a cut", [&] { self->device_->broken_off(line_broke); });
        self->after_device();
    });
    world_.calendar.after(dice_.between(1, silence_ms_max) +
                              (remains_arrive_ ? world_.weather.remains_ms_max : 0),
                          [self] { self->drop_office(); });
}

void Line::drop_device() {
    if (!device_) return;
    device_.reset();
    cut("as the phone went off");
}

void Line::drop_office() {
    if (!office_) return;
    office_.reset();
    world_.town->remove(*this);
    if (!cut_ && device_) cut("as the office went down");
}

/// After its last word, which still arrives.
void Line::office_hangs_up() {
    office_.reset();
    world_.town->remove(*this);
    auto self = shared_from_this();
    world_.calendar.at(arrival(last_at_device_), [self] {
        if (self->cut_ || !self->device_) return;
        self->phone_.guarded("the end", [&] { self->device_->broken_off(line_broke); });
        self->after_device();
    });
}

}  // namespace veldwerk::simulation
