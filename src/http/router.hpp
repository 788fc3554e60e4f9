// Which handler answers which path.
//
// Patterns are made of whole segments: "/dossiers/:id/etapes/:step"; a last segment "*rest" takes the rest
// of the path. A literal segment wins over a parameter. Segments arrive decoded; a decoded "/" stays inside
// its segment. Refused when routes are declared (it is a bug): the same pattern twice for one method.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "http/request.hpp"
#include "http/response.hpp"

namespace jalon::http {

/// Runs on a worker thread: it may block on the store. It must be safe to call from several threads.
using Handler = std::function<Response(const Request&)>;

struct RouteOptions {
  std::uint64_t max_body = 0;  // bytes; 0 = the server's limit
};

struct Route {
  Method method;
  std::string pattern;
  Handler handler;
  RouteOptions options;
  std::vector<std::string> segments;
};

class Router {
 public:
  void get(const std::string& pattern, Handler handler);
  void post(const std::string& pattern, Handler handler, RouteOptions options = {});

  struct Match {
    const Route* route = nullptr;
    Fields params;
    std::vector<Method> allowed;  // when the path exists under other methods only
  };
  /// `raw_path` is the path as sent, still percent-encoded; HEAD is answered by the route of GET.
  Match match(Method method, std::string_view raw_path) const;

  /// Every route, in the order declared: for the tests of the house.
  const std::vector<Route>& routes() const { return routes_; }

 private:
  void add(Method method, const std::string& pattern, Handler handler, RouteOptions options);
  std::vector<Route> routes_;
};

}  // namespace jalon::http
