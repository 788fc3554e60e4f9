#include "ui/assets.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <map>
#include <stdexcept>
#include <string>

#include "base/embedded.hpp"

namespace jalon::embedded {
std::span<const EmbeddedFile> assets();
}

namespace jalon::ui {

namespace {

struct Asset {
  std::string_view plain;
  std::string_view gzip;
  std::string hashed_name;
};

/// FNV-1a: tells one content from another; nobody attacks it.
std::uint64_t hash_of(std::string_view bytes) {
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  return hash;
}

const std::map<std::string, Asset, std::less<>>& assets() {
  static const auto all = [] {
    std::map<std::string, Asset, std::less<>> map;
    for (const auto& file : embedded::assets()) {
      if (file.path.ends_with(".gz")) continue;
      const auto dot = file.path.rfind('.');
      map[std::string(file.path)] = Asset{
          file.bytes,
          {},
          fmt::format("{}.{:016x}{}", file.path.substr(0, dot), hash_of(file.bytes), file.path.substr(dot))};
    }
    for (const auto& file : embedded::assets()) {
      if (!file.path.ends_with(".gz")) continue;
      const auto found = map.find(file.path.substr(0, file.path.size() - 3));
      if (found != map.end()) found->second.gzip = file.bytes;
    }
    return map;
  }();
  return all;
}

std::string type_of(std::string_view name) {
  if (name.ends_with(".css")) return "text/css; charset=utf-8";
  if (name.ends_with(".js")) return "text/javascript; charset=utf-8";
  if (name.ends_with(".svg")) return "image/svg+xml";
  if (name.ends_with(".png")) return "image/png";
  return "application/octet-stream";
}

}  // namespace

Url asset(std::string_view name) {
  const auto found = assets().find(name);
  if (found == assets().end()) throw std::logic_error("no such asset: " + std::string(name));
  return Url("/static/" + found->second.hashed_name);
}

void add_assets(http::Router& router) {
  router.get("/static/*name", [](const http::Request& request) {
    for (const auto& [name, asset] : assets()) {
      if (asset.hashed_name != request.param("name")) continue;
      const bool gzip =
          !asset.gzip.empty() && request.header("accept-encoding").find("gzip") != std::string_view::npos;
      auto response = http::Response::kept(gzip ? asset.gzip : asset.plain, type_of(name));
      if (gzip) response.set("Content-Encoding", "gzip");
      response.set("Vary", "Accept-Encoding");
      response.set("Cache-Control", "public, max-age=31536000, immutable");
      return response;
    }
    return http::Response::text("Fichier introuvable", 404);
  });
}

}  // namespace jalon::ui
