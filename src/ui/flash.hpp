// One message carried over a redirection, in a cookie that lives a minute and that only this process can
// write.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "http/request.hpp"
#include "http/response.hpp"

namespace jalon::ui {

struct Flash {
  std::string kind = "success";  // success, warning, danger, info
  std::string text;
};

void put_flash(http::Response& response, const Flash& flash);
/// Nothing if there is none, or if it was not written by us.
std::optional<Flash> take_flash(const http::Request& request);
void clear_flash(http::Response& response);

}  // namespace jalon::ui
