#include "http/router.hpp"

#include <algorithm>
#include <stdexcept>

namespace jalon::http {

namespace {

std::vector<std::string> segments_of(std::string_view path) {
  std::vector<std::string> parts;
  if (!path.starts_with('/')) return parts;
  path.remove_prefix(1);
  while (true) {
    const auto slash = path.find('/');
    parts.emplace_back(path.substr(0, slash));
    if (slash == std::string_view::npos) return parts;
    path.remove_prefix(slash + 1);
  }
}

bool is_param(std::string_view segment) {
  return segment.starts_with(':');
}
bool is_rest(std::string_view segment) {
  return segment.starts_with('*');
}

/// Of two patterns that both fit a path, the one that is more literal, read from the left.
bool more_literal(const Route& a, const Route& b) {
  const auto rank = [](std::string_view segment) { return is_rest(segment) ? 2 : is_param(segment) ? 1 : 0; };
  const std::size_t shared = std::min(a.segments.size(), b.segments.size());
  for (std::size_t i = 0; i < shared; ++i) {
    if (rank(a.segments[i]) != rank(b.segments[i])) return rank(a.segments[i]) < rank(b.segments[i]);
  }
  return a.segments.size() > b.segments.size();
}

bool fits(const Route& route, const std::vector<std::string>& path, Fields& params) {
  for (std::size_t i = 0; i < route.segments.size(); ++i) {
    const auto& segment = route.segments[i];
    if (is_rest(segment)) {
      std::string rest;
      for (std::size_t j = i; j < path.size(); ++j) rest += (j == i ? "" : "/") + path[j];
      params.add(segment.substr(1), std::move(rest));
      return true;
    }
    if (i >= path.size()) return false;
    if (is_param(segment)) {
      if (path[i].empty()) return false;
      params.add(segment.substr(1), path[i]);
    } else if (segment != path[i]) {
      return false;
    }
  }
  return path.size() == route.segments.size();
}

}  // namespace

void Router::get(const std::string& pattern, Handler handler) {
  add(Method::get, pattern, std::move(handler), {});
}

void Router::post(const std::string& pattern, Handler handler, RouteOptions options) {
  add(Method::post, pattern, std::move(handler), options);
}

void Router::add(Method method, const std::string& pattern, Handler handler, RouteOptions options) {
  for (const auto& route : routes_) {
    if (route.method == method && route.pattern == pattern) {
      throw std::logic_error("route declared twice: " + pattern);
    }
  }
  Route route{method, pattern, std::move(handler), options, segments_of(pattern)};
  if (route.segments.empty()) throw std::logic_error("a route starts with '/': " + pattern);
  routes_.push_back(std::move(route));
}

Router::Match Router::match(Method method, std::string_view raw_path) const {
  std::vector<std::string> path;
  for (const auto& raw : segments_of(raw_path)) {
    auto segment = percent_decode(raw, false);
    if (!segment || *segment == "." || *segment == "..") return {};
    path.push_back(*std::move(segment));
  }
  if (path.empty()) return {};
  const Method wanted = method == Method::head ? Method::get : method;
  Match best;
  for (const auto& route : routes_) {
    Fields params;
    if (!fits(route, path, params)) continue;
    if (route.method != wanted) {
      if (std::find(best.allowed.begin(), best.allowed.end(), route.method) == best.allowed.end()) {
        best.allowed.push_back(route.method);
      }
    } else if (!best.route || more_literal(route, *best.route)) {
      best.route = &route;
      best.params = std::move(params);
    }
  }
  return best;
}

}  // namespace jalon::http
