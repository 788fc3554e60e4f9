// `?` of our queries as PostgreSQL's `$1`, `$2`...; those inside texts, names and comments stay.
#pragma once

#include <string>
#include <string_view>

namespace jalon::store {

struct NumberedSql {
  std::string sql;
  int parameters = 0;
};

NumberedSql number_placeholders(std::string_view sql);

}  // namespace jalon::store
