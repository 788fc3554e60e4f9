// Asking to read a file, answering, opening one in an emergency, reviewing it: see opening.hpp. Who may do
// which is asked by the pages; what is refused here is refused whoever asks.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "people/opening.hpp"
#include "people/vault_store.hpp"
#include "store/database.hpp"

namespace jalon::people {

/// A reason says something from this many letters on.
inline constexpr std::size_t shortest_reason = 10;

struct OpeningDraft {
  PersonId person;
  partners::AccountId account;
  partners::CategorySet categories = 0;
  std::int64_t hours = 0;
  std::string reason;
};

/// Refused: person.unknown, person.already_erased, opening.reason_missing, opening.categories_missing (or one
/// that may not be asked for), opening.duration, opening.pending (asked before, not answered yet).
Result<OpeningId> ask_to_open(store::Database& database, Vault& vault, store::Command command,
                              const OpeningDraft& draft, std::int64_t now_ms);

/// Opens at once what the matrix gives in an emergency, for the time that the rule says. Refused:
/// person.unknown, person.already_erased, opening.reason_missing, opening.in_force, opening.too_many.
Result<OpeningId> open_in_emergency(store::Database& database, Vault& vault, store::Command command,
                                    const OpeningDraft& draft, std::int64_t now_ms);

struct OpeningAnswer {
  bool grants = false;
  partners::CategorySet categories = 0;
  std::int64_t hours = 0;
  std::string reason;           // of a refusal, told to who asked
  partners::AccountId account;  // who answers; nil: a post without accounts
};
/// Refused: opening.unknown, opening.answered, opening.own, opening.categories_missing (none, or one that was
/// not asked for), opening.duration, opening.reason_missing.
Result<void> answer_opening(store::Database& database, Vault& vault, store::Command command, OpeningId about,
                            const OpeningAnswer& answer, std::int64_t now_ms);

/// Closes it before its time. Refused: opening.unknown, opening.not_in_force.
Result<void> end_opening(store::Database& database, store::Command command, OpeningId about,
                         std::int64_t now_ms);

/// The delegate's word on an emergency; what was not justified closes at once. Refused: opening.unknown,
/// opening.reviewed, opening.own, opening.reason_missing (of what was not justified).
Result<void> review_emergency(store::Database& database, Vault& vault, store::Command command,
                              OpeningId about, bool justified, const std::string& reason,
                              partners::AccountId account, std::int64_t now_ms);

/// What is open to this account alone, now; nullptr: nothing.
std::shared_ptr<const partners::OpenedFiles> opened_to(store::Reader& reader, std::string_view territory,
                                                       partners::AccountId account, std::int64_t now_ms);

// With their reasons, oldest first.
std::optional<Opening> find_opening(store::Reader& reader, Vault& vault, std::string_view territory,
                                    OpeningId about);
std::vector<Opening> openings_of_person(store::Reader& reader, Vault& vault, std::string_view territory,
                                        PersonId person);
std::vector<Opening> openings_of_account(store::Reader& reader, Vault& vault, std::string_view territory,
                                         partners::AccountId account);
std::vector<Opening> emergencies(store::Reader& reader, Vault& vault, std::string_view territory);
std::vector<Opening> all_openings(store::Reader& reader, Vault& vault, std::string_view territory);

}  // namespace jalon::people
