#include "partners/page_rights.hpp"

#include <array>
#include <cassert>

#include "base/embedded.hpp"
#include "base/record_reader.hpp"
#include "partners/visibility.hpp"

namespace jalon {

namespace embedded {
std::span<const EmbeddedFile> page_rights();
}

namespace partners {

namespace {

/// Pages about the caller's own account, not those of `/comptes`, where the accounts of others are.
bool is_ones_own(std::string_view route) {
  return route == "/compte" || route.starts_with("/compte/") || route == "/deconnexion";
}

}  // namespace

tl::expected<PageRights, std::vector<FileProblem>> PageRights::read(const csv::Document& document) {
  RecordReader reader(document);
  const auto method = reader.required("method");
  const auto route = reader.required("route");
  const auto who = reader.required("who");
  const auto needs = reader.required("needs");
  const auto right = reader.required("right");
  (void)reader.optional("source");
  PageRights rights;
  for (std::size_t row = 0; row < reader.size(); ++row) {
    reader.go_to(row);
    PageRight line;
    line.method = reader.word(method, {"GET", "POST"}).value_or(0) == 0 ? "GET" : "POST";
    line.route = reader.required_text(route);
    line.right = reader.required_text(right);
    line.needs_territory = reader.word(needs, {"territory"}).has_value();
    const std::string_view text = reader.required_text(who);
    line.everyone = text == "everyone";
    line.any_account = text == "account";
    if (!line.everyone && !line.any_account) {
      const auto roles = Roles::parse(text);
      if (!roles || roles->empty()) {
        reader.problem(who, "everyone, account ou des rôles sont attendus");
      } else {
        line.roles = *roles;
      }
    }
    if (!rights.by_route_.emplace(line.method + " " + line.route, rights.lines_.size()).second) {
      reader.problem(route, "cette route a déjà une ligne");
    }
    rights.lines_.push_back(std::move(line));
  }
  if (!document.problems().empty()) return tl::unexpected(document.problems());
  if (!reader.ok()) return tl::unexpected(reader.take_problems());
  return rights;
}

const PageRight* PageRights::find(std::string_view method, std::string_view route) const {
  std::string key(method == "HEAD" ? "GET" : method);
  key += ' ';
  key += route;
  const auto found = by_route_.find(key);
  return found == by_route_.end() ? nullptr : &lines_[found->second];
}

PageRights::Answer PageRights::ask(const Caller& caller, std::string_view method,
                                   std::string_view route) const {
  const PageRight* line = find(method, route);
  if (line == nullptr) return Answer::refused;
  if (line->everyone || caller.kind == Caller::Kind::desk) return Answer::opens;
  if (!caller.signed_in()) return Answer::sign_in;
  const bool allowed = line->any_account || [&] {
    for (const Role role : caller.roles.list()) {
      if (line->roles.has(role)) return true;
    }
    return false;
  }();
  if (!allowed || (line->needs_territory && !View::of(caller).sees_territory() && !caller.code_due)) {
    return Answer::refused;
  }
  // What is due comes first; one's own account stays within reach.
  return caller.code_due && !is_ones_own(route) ? Answer::set_up_code : Answer::opens;
}

std::string_view PageRights::start_page(const Caller& caller) const {
  if (caller.code_due) return "/compte/code";
  constexpr std::array<std::string_view, 7> beginnings = {"/",      "/dossiers", "/comite", "/dispositifs",
                                                          "/acces", "/point",    "/comptes"};
  for (const std::string_view page : beginnings) {
    if (opens(caller, page)) return page;
  }
  return caller.signed_in() ? "/compte" : "/";
}

const PageRights& page_rights() {
  static const PageRights rights = [] {
    const EmbeddedFile& file = embedded::page_rights().front();
    const auto document = csv::Document::parse(std::string(file.path), file.bytes);
    assert(document);
    auto read = PageRights::read(*document);
    assert(read);  // the file is part of the program: a test reads it
    return *read;
  }();
  return rights;
}

}  // namespace partners
}  // namespace jalon
