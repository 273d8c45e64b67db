// SPDX-License-Identifier: EUPL-1.2
#include "protocol/rules/guards.hpp"

#include <algorithm>
#include <array>

#include "protocol/records/vocabulary.hpp"

namespace veldwerk {
namespace {

struct Words {
    std::string_view name;
    std::string_view told;
};

/// In order of the enumeration, from 1.
constexpr std::array<Words, 12> words{{
    {"no_kind", "its kind is not settled"},
    {"no_start", "it has no first day"},
    {"no_job", "it names no job, which its kind needs"},
    {"job_not_approved", "its job is not approved (yet, or again)"},
    {"no_seat", "no seat of its job is free"},
    {"cap_full", "all places of its kind are taken"},
    {"no_agreement", "the employer has no agreement that is valid on its first day"},
    {"no_consent", "the participant's consent to the use of data is not recorded"},
    {"job_rejected", "its job was rejected or has lapsed"},
    {"agreement_expired", "the employer's agreement ends before its first day"},
    {"consent_withdrawn", "the participant has withdrawn the consent"},
    {"overlap", "it overlaps another placement of the participant"},
}};

const Words& words_of(Hindrance hindrance) {
    return words.at(static_cast<std::size_t>(hindrance) - 1);
}

bool needs_job(std::int64_t kind) {
    return kind == placement_kind::public_job || kind == placement_kind::public_private;
}
bool needs_agreement(std::int64_t kind) { return kind != placement_kind::top_up; }

class Judging {
public:
    explicit Judging(const GuardFacts& facts) : facts_(facts) {}

    std::vector<Hindered> judge() {
        if (!facts_.kind) return {{Hindrance::no_kind, {}}};
        if (!facts_.start) return {{Hindrance::no_start, {}}};
        if (needs_job(*facts_.kind)) judge_job();
        if (facts_.cap && facts_.cap_held >= *facts_.cap) {
            add(Hindrance::cap_full, facts_.cap_stamps);
        }
        if (needs_agreement(*facts_.kind)) judge_agreement();
        judge_consent();
        if (!facts_.overlapping.empty()) add(Hindrance::overlap, facts_.overlapping);
        std::sort(found_.begin(), found_.end(), [](const Hindered& a, const Hindered& b) {
            return a.hindrance < b.hindrance;
        });
        return std::move(found_);
    }

private:
    void add(Hindrance hindrance, std::vector<Stamp> evidence) {
        std::sort(evidence.begin(), evidence.end());
        found_.push_back({hindrance, std::move(evidence)});
    }

    void judge_job() {
        if (!facts_.job) return add(Hindrance::no_job, {});
        const JobGuardFacts& job = *facts_.job;
        switch (job.standing) {
            case job_state::rejected:
            case job_state::lapsed: add(Hindrance::job_rejected, job.stamps); break;
            case job_state::approved:
            case job_state::open:
            case job_state::filled:
                if (job.seats_held >= job.seats) add(Hindrance::no_seat, job.seat_stamps);
                break;
            default: add(Hindrance::job_not_approved, job.stamps); break;
        }
    }

    void judge_agreement() {
        bool ended = false;
        std::vector<Stamp> evidence;
        for (const auto& agreement : facts_.agreements) {
            if (is_valid_on(agreement, *facts_.start)) return;
            ended = ended || (agreement.until && *agreement.until < *facts_.start);
            evidence.insert(evidence.end(), agreement.stamps.begin(), agreement.stamps.end());
        }
        add(ended ? Hindrance::agreement_expired : Hindrance::no_agreement, std::move(evidence));
    }

    /// Whoever withdraws one consent and gives another has consented.
    void judge_consent() {
        bool withdrawn = false;
        std::vector<Stamp> evidence;
        for (const auto& consent : facts_.consents) {
            if (consent.given && !consent.withdrawn) return;
            withdrawn = withdrawn || consent.withdrawn;
            evidence.insert(evidence.end(), consent.stamps.begin(), consent.stamps.end());
        }
        add(withdrawn ? Hindrance::consent_withdrawn : Hindrance::no_consent, std::move(evidence));
    }

    const GuardFacts& facts_;
    std::vector<Hindered> found_;
};

}  // namespace

std::string_view name_of(Hindrance hindrance) { return words_of(hindrance).name; }
std::string_view told(Hindrance hindrance) { return words_of(hindrance).told; }

std::optional<Hindrance> find_hindrance(std::string_view name) {
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (words.at(i).name == name) return static_cast<Hindrance>(i + 1);
    }
    return std::nullopt;
}

std::string told_hindrances(std::string_view lines) {
    std::string text;
    while (!lines.empty()) {
        const auto end = std::min(lines.find('\n'), lines.size());
        const std::string_view word = lines.substr(0, end);
        const auto hindrance = find_hindrance(word);
        // A newer office may know a guard that this version does not.
        if (!text.empty()) text += "; ";
        text += hindrance ? told(*hindrance) : word;
        lines.remove_prefix(std::min(end + 1, lines.size()));
    }
    return text;
}

bool is_valid_on(const AgreementFacts& agreement, CivilDate day) {
    return agreement.from && *agreement.from <= day &&
           (!agreement.until || day <= *agreement.until);
}

std::vector<Hindered> hindrances_of(const GuardFacts& facts) { return Judging(facts).judge(); }

std::vector<Claim> competing(std::vector<Claim> passing_alone) {
    const auto asked = static_cast<std::int64_t>(passing_alone.size());
    const bool too_many =
        std::any_of(passing_alone.begin(), passing_alone.end(),
                    [asked](const Claim& claim) { return asked > claim.free; });
    if (!too_many || asked < 2) return {};
    std::sort(passing_alone.begin(), passing_alone.end(),
              [](const Claim& a, const Claim& b) { return a.request < b.request; });
    return passing_alone;
}

}  // namespace veldwerk
