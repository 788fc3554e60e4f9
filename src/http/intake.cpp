#include "http/intake.hpp"

#include <zlib.h>

#include "base/text.hpp"
#include "http/csrf.hpp"
#include "http/sockets.hpp"

namespace jalon::http {

std::optional<HeadProblem> Intake::begin(const RawHead& head, std::string peer, const Router& router,
                                         const ServerOptions& options) {
  request.peer = std::move(peer);
  if (auto problem = check_head(head, [&] {
        std::vector<std::string> names = options.host_names;
        names.insert(names.end(), {"localhost", "127.0.0.1", "[::1]", options.address});
        return names;
      }())) {
    return problem;
  }
  request.method = *parse_method(head.method);
  for (const auto& [name, value] : head.headers) {
    if (request.headers.size() == 100) return HeadProblem{431, "more than 100 headers"};
    request.headers.add(ascii_lower(name), std::string(trim(value)));
  }
  request.secure = !options.tls_certificate.empty();
  if (!options.proxy.empty()) {
    if (auto problem = read_forwarded(options)) return problem;
  }
  for (const auto header : request.headers.all("cookie")) {
    for (auto& [name, value] : parse_cookies(header)) request.cookies.add(name, value);
  }
  if (const auto token = csrf_token_of(request)) {
    request.csrf_token = *token;
  } else {
    request.csrf_token = new_csrf_token();
    new_csrf = true;
  }

  // Nothing that is received is decompressed: what claims to be compressed is not read at all.
  const auto encoding = request.header("content-encoding");
  if (!encoding.empty() && ascii_lower(encoding) != "identity") return HeadProblem{415, "compressed body"};

  const auto question = head.target.find('?');
  const auto raw_path = head.target.substr(0, question);
  if (question != std::string_view::npos) request.raw_query = head.target.substr(question + 1);
  auto path = percent_decode(raw_path, false);
  auto query = parse_urlencoded(request.raw_query);
  if (!path || !query) return HeadProblem{400, "target is not UTF-8 or badly escaped"};
  request.path = *std::move(path);
  request.query = *std::move(query);

  auto match = router.match(request.method, raw_path);
  if (!match.route) {
    allowed = std::move(match.allowed);
    return allowed.empty() ? HeadProblem{404, "no route"} : HeadProblem{405, "method"};
  }
  route = match.route;
  request.route = route->pattern;
  request.path_params = std::move(match.params);

  expected_ = content_length(head);
  const auto limit = route->options.max_body > 0 ? route->options.max_body : options.max_body;
  if (expected_ > limit) return HeadProblem{413, "body over the limit"};
  const auto type = request.header("content-type");
  if (media_type(type) == "multipart/form-data") {
    MultipartReader::Limits limits;
    limits.spool_dir = options.spool_dir;
    multipart_ = std::make_unique<MultipartReader>(header_parameter(type, "boundary"), limits);
  } else if (expected_ > options.max_body) {
    return HeadProblem{413, "only a file may be that long"};  // it would stay in memory
  }
  return std::nullopt;
}

std::optional<HeadProblem> Intake::read_forwarded(const ServerOptions& options) {
  if (request.peer != options.proxy) return HeadProblem{400, "did not come through the proxy"};
  const auto lists = request.headers.all("x-forwarded-for");
  if (lists.empty()) return HeadProblem{400, "the proxy does not say for whom"};
  // Each proxy adds who spoke to it at the end: only the last word is ours'.
  std::string_view last = lists.back();
  if (const auto comma = last.rfind(','); comma != std::string_view::npos) last.remove_prefix(comma + 1);
  std::string from(trim(last));
  if (!is_address(from)) return HeadProblem{400, "the proxy does not say for whom"};
  request.peer = std::move(from);
  const auto schemes = request.headers.all("x-forwarded-proto");
  if (schemes.size() != 1 || schemes.front() != "https") {
    return HeadProblem{400, "the proxy was not reached over TLS"};
  }
  request.secure = true;
  return std::nullopt;
}

bool Intake::takes_a_file(const ServerOptions& options) const {
  return expected_ > 0 && route->options.max_body > options.max_body;
}

void Intake::take(std::string_view bytes) {
  received_ += bytes.size();
  if (multipart_) {
    if (!broken_ && !multipart_->feed(bytes)) broken_ = true;
  } else {
    request.body += bytes;
  }
}

std::optional<HeadProblem> Intake::finish() {
  if (received_ != expected_) return HeadProblem{400, "body shorter than announced"};
  if (multipart_) {
    if (broken_ || !multipart_->finish()) return HeadProblem{400, "broken multipart body"};
    request.form = std::move(multipart_->fields);
    request.files = std::move(multipart_->files);
  } else if (media_type(request.header("content-type")) == "application/x-www-form-urlencoded") {
    auto form = parse_urlencoded(request.body);
    if (!form) return HeadProblem{400, "form is not UTF-8 or badly escaped"};
    request.form = *std::move(form);
    request.body.clear();
  }
  if (request.method != Method::get && request.method != Method::head) {
    if (const auto problem = csrf_problem(request)) return HeadProblem{403, *problem};
  }
  return std::nullopt;
}

void seal(Response& response) {
  response.set(
      "Content-Security-Policy",
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
      "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'");
  response.set("X-Content-Type-Options", "nosniff");
  response.set("Referrer-Policy", "same-origin");
  response.set("Cross-Origin-Opener-Policy", "same-origin");
  response.set("Cross-Origin-Resource-Policy", "same-origin");
  response.set("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
  if (response.header("Cache-Control").empty()) response.set("Cache-Control", "no-store");
}

void keep_cookies_on_tls(Response& response) {
  for (auto& [name, value] : response.headers) {
    if (name == "Set-Cookie") value += "; Secure";
  }
}

namespace {

bool accepts_gzip(std::string_view header) {
  for (const auto part : split(header, ',')) {
    if (media_type(part) == "gzip") return header_parameter(part, "q") != "0";
  }
  return false;
}

}  // namespace

void compress(Response& response, const Request& request) {
  constexpr std::size_t worth_it = 1400;  // less fits a packet anyway
  const std::string type = media_type(response.header("Content-Type"));
  const bool text = type.starts_with("text/") || type == "application/json" || type == "image/svg+xml";
  if (!text || response.kept_bytes.data() || response.body.size() < worth_it) return;
  const auto vary = response.header("Vary");
  response.set("Vary", vary.empty() ? "Accept-Encoding" : std::string(vary) + ", Accept-Encoding");
  if (!response.header("Content-Encoding").empty() || !accepts_gzip(request.header("accept-encoding")))
    return;

  z_stream stream{};
  constexpr int gzip_window = 15 + 16;
  // Level 1: a page of 100 kB takes about a millisecond; higher levels take three times that for a tenth
  // less.
  if (deflateInit2(&stream, 1, Z_DEFLATED, gzip_window, 8, Z_DEFAULT_STRATEGY) != Z_OK) return;
  std::string packed(deflateBound(&stream, response.body.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(response.body.data());
  stream.avail_in = static_cast<uInt>(response.body.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  const bool whole = deflate(&stream, Z_FINISH) == Z_STREAM_END;
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  if (!whole || packed.size() >= response.body.size()) return;
  response.body = std::move(packed);
  response.set("Content-Encoding", "gzip");
}

}  // namespace jalon::http
