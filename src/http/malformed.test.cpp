// Requests that no browser sends, said to the server itself and to nginx in front of it: none is answered
// 2xx, none is read as two (that is how requests are smuggled past a proxy), and what is well formed passes
// both ways.
#include <fcntl.h>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <spawn.h>
#include <sys/wait.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <set>
#include <thread>

#include "http/malformed_corpus.hpp"
#include "http/server.hpp"
#include "http/sockets.hpp"
#include "http/testing_client.hpp"

extern char** environ;  // NOLINT(readability-redundant-declaration)

namespace jalon::http {
namespace {

using std::chrono_literals::operator""ms;
using std::chrono_literals::operator""s;
using testing::Malformed;
using testing::RawClient;

constexpr std::string_view next = "GET /next HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
constexpr std::string_view secret = "only-the-proxy-knows";

struct Seen {
  std::string path;
  std::string proxy;  // what the proxy adds to each request that it forwards
  std::string id;     // the number that it gave it
};

/// A server that answers 200 to whatever reaches a handler, and remembers it.
class Watched {
 public:
  Watched() {
    const auto note = [this](const Request& request) {
      const std::lock_guard lock(mutex_);
      seen_.push_back(
          {request.path, std::string(request.header("x-proxy")), std::string(request.header("x-id"))});
      return Response::text("ok");
    };
    router_.get("/*rest", note);
    router_.post("/*rest", note);
    ServerOptions options;
    options.log_requests = false;
    server_ = *Server::start(router_, options);
  }
  std::uint16_t port() const { return server_->port(); }
  std::vector<Seen> take() {
    const std::lock_guard lock(mutex_);
    return std::exchange(seen_, {});
  }

 private:
  Router router_;
  std::mutex mutex_;
  std::vector<Seen> seen_;
  std::unique_ptr<Server> server_;
};

struct Outcome {
  std::string statuses;
  std::vector<Seen> seen;
};

/// Says it and what follows in one go; to a server that still waits, that nothing more comes.
Outcome say(std::uint16_t port, Watched& server, const Malformed& malformed) {
  server.take();
  RawClient client(port);
  client.send(malformed.bytes + std::string(next));
  auto received = client.receive(300ms);
  if (!client.closed()) {
    client.end_sending();
    received += client.receive(5s);
  }
  return {testing::statuses(received), server.take()};
}

/// What is wrong with the outcome, or "".
std::string complaint(const Malformed& malformed, const Outcome& outcome) {
  std::size_t followed = 0;
  for (const auto& seen : outcome.seen) {
    if (seen.path != "/next") return "a handler was asked for " + seen.path;
    ++followed;
  }
  if (followed > (malformed.framed ? 1u : 0u)) return "what follows it was read as a request";
  const auto& numbers = outcome.statuses;
  if (!numbers.empty() && numbers.front() != '4' && numbers.front() != '5') return "answered " + numbers;
  if (numbers.find("500") != std::string::npos) return "taken for a fault of ours";
  if (!malformed.framed && numbers.find(" 2") != std::string::npos) return "answered " + numbers;
  return {};
}

/// Behind a proxy: the server must see exactly what the proxy forwarded, request by request.
std::string complaint_behind(const Malformed& malformed, const Outcome& outcome) {
  std::set<std::string> ids;
  std::size_t own = 0;
  std::size_t followed = 0;
  for (const auto& seen : outcome.seen) {
    if (seen.proxy != secret) return seen.path + " was smuggled past the proxy";
    if (!ids.insert(seen.id).second) return seen.path + " was forwarded once and read twice";
    if (seen.path == "/hidden") return "a request inside it was read as one";
    ++(seen.path == "/next" ? followed : own);
  }
  if (own > (malformed.mended ? 1u : 0u)) return "reached a handler: " + outcome.seen.front().path;
  if (malformed.mended && own == 0) return "was not mended";
  if (followed > 1) return "what follows it was read twice";
  const auto& numbers = outcome.statuses;
  if (own == 0 && !numbers.empty() && numbers.front() != '4' && numbers.front() != '5')
    return "answered " + numbers;
  if (numbers.find("500") != std::string::npos || numbers.find("502") != std::string::npos ||
      numbers.find("504") != std::string::npos) {
    return "ends in " + numbers;
  }
  return {};
}

TEST(MalformedRequests, AreRefusedAndNothingAfterThemIsRead) {
  Watched server;
  for (const auto& malformed : testing::malformed_corpus()) {
    const auto outcome = say(server.port(), server, malformed);
    EXPECT_EQ(complaint(malformed, outcome), "") << malformed.name << " (" << outcome.statuses << ")";
  }
  // And the well-formed pass, and are complained about: or nothing above would prove anything.
  for (const auto& fine : testing::well_formed()) {
    const auto outcome = say(server.port(), server, fine);
    EXPECT_EQ(outcome.statuses, "200 200") << fine.name;
    EXPECT_EQ(outcome.seen.size(), 2u) << fine.name;
    EXPECT_NE(complaint(fine, outcome), "") << fine.name;
  }
}

/// nginx in front of `to`, with connections to it kept open: where smuggling is possible.
class Nginx {
 public:
  explicit Nginx(std::uint16_t to) {
    std::string pattern = (std::filesystem::temp_directory_path() / "jalon-nginx.XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
    const auto listening = listen_on("127.0.0.1", 0);
    port_ = listening.port;
    ::close(listening.fd);  // free again; nobody else is told this number
    std::ofstream(folder_ + "/nginx.conf") << fmt::format(
        R"(daemon off; master_process off; pid {0}/pid; error_log {0}/error.log;
events {{ worker_connections 256; }}
http {{
  access_log off; lingering_close off; client_header_timeout 2s; client_body_timeout 2s;
  client_max_body_size 16m;
  client_body_temp_path {0}/body; proxy_temp_path {0}/proxy; fastcgi_temp_path {0}/f; uwsgi_temp_path {0}/u;
  scgi_temp_path {0}/s;
  upstream jalon {{ server 127.0.0.1:{2}; keepalive 4; }}
  server {{
    listen 127.0.0.1:{1};
    location / {{
      proxy_pass http://jalon; proxy_http_version 1.1; proxy_set_header Connection "";
      proxy_set_header Host $http_host; proxy_set_header X-Proxy {3}; proxy_set_header X-Id $request_id;
      proxy_ignore_client_abort on; proxy_next_upstream off;
    }}
  }}
}}
)",
        folder_, port_, to, secret);
    const std::string config = folder_ + "/nginx.conf";
    const std::string log = folder_ + "/start.log";
    const char* const arguments[] = {"nginx",     "-p", folder_.c_str(), "-e",
                                     log.c_str(), "-c", config.c_str(),  nullptr};
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 2, log.c_str(), O_CREAT | O_WRONLY | O_APPEND, 0600);
    if (posix_spawn(&pid_, "/usr/sbin/nginx", &actions, nullptr, const_cast<char* const*>(arguments),
                    environ) != 0) {
      pid_ = 0;
    }
    posix_spawn_file_actions_destroy(&actions);
    for (int i = 0; i < 200 && pid_ > 0 && !RawClient(port_).connected(); ++i)
      std::this_thread::sleep_for(50ms);
  }
  ~Nginx() {
    if (pid_ > 0) {
      kill(pid_, SIGTERM);
      waitpid(pid_, nullptr, 0);
    }
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  Nginx(const Nginx&) = delete;
  Nginx& operator=(const Nginx&) = delete;
  std::uint16_t port() const { return port_; }
  bool running() const { return pid_ > 0 && RawClient(port_).connected(); }

 private:
  std::string folder_;
  std::uint16_t port_ = 0;
  pid_t pid_ = 0;
};

TEST(MalformedRequests, PassNoProxyAsTwoRequestsNorAsAnAnswer) {
  Watched server;
  const Nginx nginx(server.port());
  ASSERT_TRUE(nginx.running()) << "nginx does not start: run bin/setup test";
  int mended = 0;
  for (const auto& malformed : testing::malformed_corpus()) {
    const auto outcome = say(nginx.port(), server, malformed);
    EXPECT_EQ(complaint_behind(malformed, outcome), "") << malformed.name << " (" << outcome.statuses << ")";
    mended += malformed.mended && outcome.statuses.starts_with("2") ? 1 : 0;
  }
  RecordProperty("mended", mended);
  for (const auto& fine : testing::well_formed()) {
    const auto outcome = say(nginx.port(), server, fine);
    EXPECT_EQ(outcome.statuses, "200 200") << fine.name;
    EXPECT_EQ(outcome.seen.size(), 2u) << fine.name;
    EXPECT_NE(complaint_behind(fine, outcome), "") << fine.name;
  }
  // What a smuggled request would look like is recognised.
  const Outcome smuggled{"200", {{"/next", "", ""}}};
  EXPECT_NE(complaint_behind({"", ""}, smuggled), "");
  EXPECT_NE(
      complaint_behind(
          {"", ""}, {"200 200", {{"/next", std::string(secret), "1"}, {"/next", std::string(secret), "1"}}}),
      "");
}

}  // namespace
}  // namespace jalon::http
