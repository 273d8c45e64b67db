// SPDX-License-Identifier: EUPL-1.2
#include "client-sdk/replica/scopes.hpp"

#include "protocol/merge/in_force.hpp"

namespace veldwerk::device {
namespace {

std::string bytes_of(const Digest& digest) {
    return encode(digest);
}

Digest digest_from(std::string_view bytes) {
    auto digest = decode<Digest>(bytes);
    expect(digest.has_value(), "a stored digest reads back");
    return *digest;
}

}  // namespace

void Scopes::hold(const ScopeName& name) {
    static constexpr const char* sql =
        "INSERT OR IGNORE INTO scope(number, kind, root, digest) VALUES (?, ?, ?, ?)";
    const std::string nothing = bytes_of(Digest{});
    store_.run(sql, name.number, static_cast<std::int64_t>(name.kind), name.root,
               std::string_view(nothing));
}

void Scopes::release(ScopeNumber number) {
    static constexpr const char* sql = "DELETE FROM scope WHERE number = ?";
    moved_.erase(number);
    store_.run(sql, number);
}

void Scopes::release_all() {
    static constexpr const char* sql = "DELETE FROM scope";
    moved_.clear();
    store_.run(sql);
}

void Scopes::settle() {
    static constexpr const char* sql = "UPDATE scope SET digest = ? WHERE number = ?";
    for (const auto& [number, share] : moved_) {
        Digest sum = digest_of(number);
        sum += share;
        const std::string bytes = bytes_of(sum);
        store_.run(sql, std::string_view(bytes), number);
    }
    moved_.clear();
}

std::vector<HeldScope> Scopes::all() {
    static constexpr const char* sql =
        "SELECT number, kind, root, digest FROM scope ORDER BY number";
    std::vector<HeldScope> scopes;
    Loan row = store_.ask(sql);
    while (row.step()) {
        scopes.push_back({{row.number(0), static_cast<Scope>(row.integer(1)), row.record(2)},
                          digest_from(row.bytes(3))});
    }
    return scopes;
}

Digest Scopes::digest_of(ScopeNumber number) {
    static constexpr const char* sql = "SELECT digest FROM scope WHERE number = ?";
    Loan row = store_.ask(sql, number);
    return row.step() ? digest_from(row.bytes(0)) : Digest{};
}

Digest Scopes::total() {
    Digest sum;
    for (const auto& scope : all())
        sum += scope.digest;
    return sum;
}

std::optional<RecordId> Scopes::participant_of(ScopeNumber number) {
    static constexpr const char* sql = "SELECT root FROM scope WHERE number = ? AND kind = ?";
    Loan row = store_.ask(sql, number, static_cast<std::int64_t>(Scope::participant));
    return row.step() ? std::optional(row.record(0)) : std::nullopt;
}

ScopeNumber Scopes::number_of(Scope kind, const RecordId& root) {
    static constexpr const char* sql = "SELECT number FROM scope WHERE kind = ? AND root = ?";
    Loan row = store_.ask(sql, static_cast<std::int64_t>(kind), root);
    return row.step() ? row.number(0) : no_scope;
}

std::optional<ScopeNumber> Scopes::scope_for(const RecordState& state) {
    const RecordType* type = find_type(state.type);
    if (type == nullptr) return std::nullopt;
    if (type->scope == Scope::programme) return number_of(Scope::programme, {});
    const Field* path = type->scope_field == 0 ? nullptr : type->find(type->scope_field);
    if (path == nullptr) return std::nullopt;
    const auto next = RecordId::from_view(value_in_force(state, *path));
    if (!next) return std::nullopt;
    if (type->scope == Scope::coach) return number_of(Scope::coach, *next);
    return store_.records().scope_of(path->target, *next);
}

}  // namespace veldwerk::device
