// Which pages a role opens: one line of `catalogue/page_rights.csv` for each route of the program.
//
// A route that stands on no line opens for nobody. Whose files a page then shows is another question, asked
// where they are read.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/csv.hpp"
#include "base/string_map.hpp"
#include "partners/account.hpp"

namespace jalon::partners {

struct PageRight {
  std::string method;  // "GET", "POST"
  std::string route;   // the pattern, as the router knows it
  bool everyone = false;
  bool any_account = false;
  Roles roles;
  bool needs_territory =
      false;          // names people whom nobody here follows: the organisation's kind must see them
  std::string right;  // French: "lire un dossier"
};

class PageRights {
 public:
  /// Columns `method,route,who,needs,right,source`; `who` is `everyone`, `account` or roles; `needs` is
  /// `territory` or empty.
  static tl::expected<PageRights, std::vector<FileProblem>> read(const csv::Document& document);

  const std::vector<PageRight>& lines() const { return lines_; }
  /// Null: no such line.
  const PageRight* find(std::string_view method, std::string_view route) const;

  enum class Answer { opens, sign_in, set_up_code, refused };
  Answer ask(const Caller& caller, std::string_view method, std::string_view route) const;
  bool opens(const Caller& caller, std::string_view route) const {
    return ask(caller, "GET", route) == Answer::opens;
  }
  /// Where the caller's day begins: a path.
  std::string_view start_page(const Caller& caller) const;

 private:
  std::vector<PageRight> lines_;
  StringMap<std::size_t> by_route_;  // "GET /dossiers"
};

/// Those that the program carries.
const PageRights& page_rights();

}  // namespace jalon::partners
