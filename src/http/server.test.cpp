#include "http/server.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "http/testing_client.hpp"

namespace jalon::http {
namespace {

using std::chrono_literals::operator""ms;
using std::chrono_literals::operator""s;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::RawClient;
using testing::statuses;

class ServerTest : public ::testing::Test {
 protected:
  void SetUp() override {
    router_.get("/", [](const Request&) { return Response::html("<p>accueil"); });
    router_.get("/lent", [this](const Request&) {
      entered_ = true;
      std::this_thread::sleep_for(700ms);
      return Response::text("fini");
    });
    router_.get("/panne", [](const Request&) -> Response { throw std::runtime_error("voulue"); });
    router_.get("/echo/:x", [](const Request& request) {
      return Response::text(std::string(request.param("x")) + "|" + std::string(request.query.get("q")) +
                            "|" + std::string(request.header("x-test")));
    });
    router_.post("/form", [](const Request& request) {
      return Response::text(std::string(request.form.get("nom")) + "|" +
                            std::to_string(request.files.size()));
    });
    router_.post("/gros",
                 [](const Request& request) {
                   const auto* file = request.file("f");
                   return Response::text(
                       file ? std::to_string(file->size()) + (file->path().empty() ? " m" : " d") : "none");
                 },
                 {.max_body = 40 * 1024 * 1024});
    options_.log_requests = false;
    options_.stop_seconds = 5;
  }

  void start() {
    auto started = Server::start(router_, options_);
    ASSERT_TRUE(started.has_value());
    server_ = *std::move(started);
  }

  /// The whole answer to one request, which is told to be the last of its connection.
  std::string ask(std::string request) {
    if (!server_) start();
    RawClient client(server_->port());
    client.send(request.insert(request.find("\r\n") + 2, "Connection: close\r\n"));
    return client.receive(5s);
  }

  /// A form as our own pages send it.
  static std::string form(std::string_view path, std::string_view type, std::string_view body) {
    return "POST " + std::string(path) +
           " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + std::string(type) +
           "\r\nCookie: jalon_csrf=0123456789abcdef0123456789abcdef\r\nX-CSRF-Token: "
           "0123456789abcdef0123456789abcdef\r\nContent-Length: " +
           std::to_string(body.size()) + "\r\n\r\n" + std::string(body);
  }

  Router router_;
  ServerOptions options_;
  std::unique_ptr<Server> server_;
  std::atomic<bool> entered_ = false;
};

constexpr std::string_view kGet = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";

TEST_F(ServerTest, AnswersOnAKeptConnectionAndInOrder) {
  start();
  RawClient client(server_->port());
  client.send(std::string(kGet) + "GET /echo/b%20c?q=d+e HTTP/1.1\r\nHost: 127.0.0.1:1\r\nX-Test: z\r\n\r\n");
  const auto received = client.receive();
  EXPECT_EQ(statuses(received), "200 200");
  EXPECT_THAT(received, HasSubstr("b c|d e|z"));
  client.send(kGet);
  EXPECT_EQ(statuses(client.receive()), "200");
}

TEST_F(ServerTest, EveryAnswerCarriesTheSecurityHeaders) {
  for (const char* path : {"/", "/nulle-part", "/panne", "/form"}) {
    const auto received = ask("GET " + std::string(path) + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    for (const char* header : {"Content-Security-Policy: default-src 'none'; script-src 'self'", "nosniff",
                               "Cross-Origin-Opener-Policy: same-origin", "Referrer-Policy: same-origin",
                               "Cache-Control: no-store"}) {
      EXPECT_THAT(received, HasSubstr(header)) << path;
    }
    EXPECT_THAT(received, Not(HasSubstr("unsafe-inline")));
  }
}

TEST_F(ServerTest, TellsUnknownPathsMethodsAndFaultsApart) {
  EXPECT_EQ(statuses(ask("GET /nulle-part HTTP/1.1\r\nHost: localhost\r\n\r\n")), "404");
  const auto wrong = ask("GET /form HTTP/1.1\r\nHost: localhost\r\n\r\n");
  EXPECT_EQ(statuses(wrong), "405");
  EXPECT_THAT(wrong, HasSubstr("Allow: POST"));
  const auto fault = ask("GET /panne HTTP/1.1\r\nHost: localhost\r\n\r\n");
  EXPECT_EQ(statuses(fault), "500");
  EXPECT_THAT(fault, HasSubstr("Référence de l’erreur"));
  EXPECT_THAT(fault, Not(HasSubstr("voulue"))) << "the cause stays in the log";
  const auto head = ask("HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n");
  EXPECT_EQ(statuses(head), "200");
  EXPECT_THAT(head, Not(HasSubstr("accueil")));
}

TEST_F(ServerTest, NothingThatComesCompressedIsRead) {
  for (const char* encoding : {"gzip", "deflate", "br", "x-gzip", "gzip, gzip", "identity, gzip"}) {
    std::string sent = form("/form", "application/x-www-form-urlencoded", "nom=a");
    sent.insert(sent.find("Content-Length"), "Content-Encoding: " + std::string(encoding) + "\r\n");
    EXPECT_EQ(statuses(ask(sent)), "415") << encoding;
  }
  std::string plain = form("/form", "application/x-www-form-urlencoded", "nom=a");
  plain.insert(plain.find("Content-Length"), "Content-Encoding: identity\r\n");
  EXPECT_EQ(statuses(ask(plain)), "200");
}

TEST_F(ServerTest, WritesOneLineALogEntryWhateverIsAsked) {
  options_.log_requests = true;
  start();
  ::testing::internal::CaptureStderr();
  for (const char* path :
       {"/echo/a%0d%0a[http]%20forged?q=%0aforged", "/forged%0aforged", "/panne?x=%0d%0aforged"}) {
    ask("GET " + std::string(path) + " HTTP/1.1\r\nHost: localhost\r\nUser-Agent: forged\r\n\r\n");
  }
  server_->stop();
  const std::string log = ::testing::internal::GetCapturedStderr();
  EXPECT_THAT(log, HasSubstr("GET /echo/:x 200"));
  EXPECT_THAT(log, Not(HasSubstr("forged"))) << "patterns of routes, never what was typed";
}

TEST_F(ServerTest, ReadsFormsOfBothKinds) {
  EXPECT_THAT(ask(form("/form", "application/x-www-form-urlencoded", "nom=Zo%C3%A9")),
              HasSubstr("\r\n\r\nZoé|0"));
  EXPECT_THAT(ask(form("/form", "multipart/form-data; boundary=XX",
                       "--XX\r\nContent-Disposition: form-data; name=\"nom\"\r\n\r\nZoé\r\n--XX\r\n"
                       "Content-Disposition: form-data; name=\"f\"; filename=\"a\"\r\n\r\nb\r\n--XX--\r\n")),
              HasSubstr("\r\n\r\nZoé|1"));
  EXPECT_EQ(statuses(ask(form("/form", "application/x-www-form-urlencoded", "nom=%E9"))), "400");
  EXPECT_EQ(statuses(ask(form("/form", "multipart/form-data; boundary=XX", "--XX\r\nbroken"))), "400");
  EXPECT_EQ(statuses(ask(form("/form", "multipart/form-data", "x"))), "400") << "no boundary";
}

TEST_F(ServerTest, CompressesLongTextsForThoseWhoReadThem) {
  router_.get("/long", [](const Request&) { return Response::html(std::string(50'000, 'a')); });
  const std::string plain = "GET /long HTTP/1.1\r\nHost: localhost\r\n\r\n";
  EXPECT_GT(ask(plain).size(), 50'000u);
  for (const char* accepted : {"gzip", "br, GZIP;q=0.5", "deflate,gzip"}) {
    std::string asked = plain;
    asked.insert(asked.find("\r\n") + 2, "Accept-Encoding: " + std::string(accepted) + "\r\n");
    const auto received = ask(asked);
    EXPECT_THAT(received, HasSubstr("Content-Encoding: gzip")) << accepted;
    EXPECT_THAT(received, HasSubstr("Vary: Accept-Encoding"));
    EXPECT_LT(received.size(), 2'000u);
  }
  for (const char* refused : {"gzip;q=0", "br", "xgzip"}) {
    std::string asked = plain;
    asked.insert(asked.find("\r\n") + 2, "Accept-Encoding: " + std::string(refused) + "\r\n");
    EXPECT_THAT(ask(asked), Not(HasSubstr("Content-Encoding"))) << refused;
  }
}

TEST_F(ServerTest, RefusesAFormFromAnotherSite) {
  EXPECT_EQ(statuses(ask("POST /form HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n")), "403");
  std::string other = form("/form", "application/x-www-form-urlencoded", "nom=x");
  other.insert(other.find("\r\n") + 2, "Origin: https://ailleurs.example\r\n");
  EXPECT_EQ(statuses(ask(other)), "403");
  std::string rebound = std::string(kGet);
  rebound.replace(rebound.find("localhost"), 9, "ailleurs.example");
  EXPECT_EQ(statuses(ask(rebound)), "421");
}

TEST_F(ServerTest, RefusesABodyOverTheLimitBeforeReadingIt) {
  const auto head = [](const char* path, const char* type, std::uint64_t length) {
    return "POST " + std::string(path) + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + type +
           "\r\nContent-Length: " + std::to_string(length) + "\r\n\r\n";
  };
  EXPECT_EQ(statuses(ask(head("/form", "application/x-www-form-urlencoded", 9 << 20))), "413");
  EXPECT_EQ(statuses(ask(head("/gros", "multipart/form-data; boundary=X", 41 << 20))), "413");
  EXPECT_EQ(statuses(ask(head("/gros", "text/plain", 9 << 20))), "413") << "it would stay in memory";
}

TEST_F(ServerTest, SpoolsALargeUpload) {
  std::string body = "--XX\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a\"\r\n\r\n";
  body += std::string(20 << 20, 'x') + "\r\n--XX--\r\n";
  EXPECT_THAT(ask(form("/gros", "multipart/form-data; boundary=XX", body)), HasSubstr("20971520 d"));
}

TEST_F(ServerTest, KeepsNothingOfALargeUploadFromWhomTheGateKeepsOut) {
  const auto spool = std::filesystem::temp_directory_path() / "jalon_kept_out";
  std::filesystem::create_directories(spool);
  const auto kept = [&] {
    return std::distance(std::filesystem::directory_iterator(spool), std::filesystem::directory_iterator());
  };
  std::atomic<int> asked = 0;
  bool known = false;
  options_.spool_dir = spool;
  options_.log_requests = true;
  options_.gate = [&](Request&) -> std::optional<Response> {
    ++asked;
    if (known) return std::nullopt;
    return Response::redirect("/connexion");
  };
  start();
  std::string body = "--XX\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a\"\r\n\r\n";
  body += std::string(20 << 20, 'x') + "\r\n--XX--\r\n";
  const std::string whole = form("/gros", "multipart/form-data; boundary=XX", body);
  RawClient client(server_->port());
  client.send(std::string_view(whole).substr(0, whole.size() / 2));
  for (int i = 0; i < 200 && asked == 0; ++i) std::this_thread::sleep_for(10ms);
  std::this_thread::sleep_for(100ms);
  EXPECT_EQ(kept(), 0) << "half of it has come";
  EXPECT_EQ(client.receive(50ms), "") << "a browser shows no answer before it has sent everything";
  client.send(std::string_view(whole).substr(whole.size() / 2));
  EXPECT_EQ(statuses(client.receive(2s)), "303");
  EXPECT_EQ(asked, 1);
  known = true;
  EXPECT_THAT(ask(whole), HasSubstr("20971520 d"));
  EXPECT_EQ(asked, 2) << "once for each request";
  options_.gate = nullptr;
  std::filesystem::remove_all(spool);
}

TEST_F(ServerTest, RefusesAHeadThatIsTooLong) {
  const auto received =
      ask("GET / HTTP/1.1\r\nHost: localhost\r\nX: " + std::string(70'000, 'x') + "\r\n\r\n");
  EXPECT_THAT(statuses(received), ::testing::AnyOf("431", "413"));
}

TEST_F(ServerTest, FinishesWhatItAcceptedWhenItStops) {
  start();
  RawClient slow(server_->port());
  RawClient idle(server_->port());
  slow.send("GET /lent HTTP/1.1\r\nHost: localhost\r\n\r\n");
  while (!entered_) std::this_thread::sleep_for(5ms);
  const auto before = std::chrono::steady_clock::now();
  server_->stop();
  const auto took = std::chrono::steady_clock::now() - before;
  const auto received = slow.receive();
  EXPECT_THAT(received, HasSubstr("fini"));
  EXPECT_THAT(received, HasSubstr("Connection: close"));
  EXPECT_LT(took, 3s) << "the idle connection does not hold it";
  EXPECT_FALSE(RawClient(server_->port()).connected());
}

TEST_F(ServerTest, DropsAClientThatSendsItsHeadDropByDrop) {
  options_.head_seconds = 1;
  start();
  RawClient client(server_->port());
  const auto begun = std::chrono::steady_clock::now();
  bool cut = false;
  client.send("GET / HTTP/1.1\r\nHost: localhost\r\nX: ");
  for (int i = 0; i < 60 && !cut; ++i) {
    std::this_thread::sleep_for(100ms);
    cut = !client.send("x") || (client.receive(1ms), client.closed());
  }
  EXPECT_TRUE(cut);
  EXPECT_LT(std::chrono::steady_clock::now() - begun, 4s);
}

TEST_F(ServerTest, DropsAClientThatSendsItsBodyDropByDrop) {
  options_.body_seconds = 1;
  start();
  RawClient client(server_->port());
  std::string head = form("/form", "application/x-www-form-urlencoded", std::string(1000, 'a'));
  client.send(head.substr(0, head.size() - 1000));
  bool cut = false;
  for (int i = 0; i < 60 && !cut; ++i) {
    std::this_thread::sleep_for(100ms);
    cut = !client.send("a") || (client.receive(1ms), client.closed());
  }
  EXPECT_TRUE(cut);
  EXPECT_EQ(statuses(ask(std::string(kGet))), "200") << "others are served";
}

TEST_F(ServerTest, SurvivesClientsThatLeaveInTheMiddle) {
  start();
  for (int i = 0; i < 50; ++i) {
    RawClient client(server_->port());
    client.send("POST /form HTTP/1.1\r\nHost: localhost\r\nContent-Length: 50\r\n\r\nabc");
    RawClient waits(server_->port());
    waits.send("GET /echo/x HTTP/1.1\r\nHost: localhost\r\n\r\n");
  }
  {
    RawClient leaves(server_->port());
    leaves.send("GET /lent HTTP/1.1\r\nHost: localhost\r\n\r\n");
    while (!entered_) std::this_thread::sleep_for(5ms);
  }
  EXPECT_EQ(statuses(ask(std::string(kGet))), "200");
  server_->stop();
}

TEST_F(ServerTest, SaysThatItIsBusyRatherThanLetRequestsPileUp) {
  options_.workers = 1;
  options_.max_waiting = 1;
  start();
  RawClient first(server_->port());
  first.send("GET /lent HTTP/1.1\r\nHost: localhost\r\n\r\n");
  while (!entered_) std::this_thread::sleep_for(5ms);
  RawClient second(server_->port());
  second.send(kGet);
  std::this_thread::sleep_for(50ms);
  RawClient third(server_->port());
  third.send(kGet);
  EXPECT_EQ(statuses(third.receive()), "503");
  EXPECT_EQ(statuses(first.receive(1s)), "200");
  EXPECT_EQ(statuses(second.receive()), "200");
}

TEST_F(ServerTest, ALostAddressIsAnsweredForWhoeverAsksAndForNobodyWhenNoWorkerIsFree) {
  options_.workers = 1;
  options_.max_waiting = 1;
  options_.recognise = [](Request& request) { request.caller = std::string("Léa"); };
  options_.problem_page = [](const Request& request, const Problem& problem) {
    const auto* who = std::any_cast<std::string>(&request.caller);
    return Response::html(who == nullptr ? "personne" : *who, problem.status);
  };
  const std::string lost = "GET /nulle-part HTTP/1.1\r\nHost: localhost\r\n\r\n";
  start();
  RawClient kept(server_->port());
  for (int i = 0; i < 3; ++i) {
    kept.send(lost);
    const std::string received = kept.receive_answer();
    EXPECT_EQ(statuses(received), "404") << i;
    EXPECT_THAT(received, HasSubstr("Léa"));
  }
  RawClient first(server_->port());
  first.send("GET /lent HTTP/1.1\r\nHost: localhost\r\n\r\n");
  while (!entered_) std::this_thread::sleep_for(5ms);
  RawClient second(server_->port());
  second.send(kGet);
  std::this_thread::sleep_for(50ms);
  RawClient third(server_->port());
  third.send(lost);
  const std::string received = third.receive();
  EXPECT_EQ(statuses(received), "404");
  EXPECT_THAT(received, HasSubstr("personne"));
  EXPECT_EQ(statuses(first.receive(1s)), "200");
  EXPECT_EQ(statuses(second.receive()), "200");
}

TEST_F(ServerTest, BelievesTheDeclaredProxyAndAnswersNobodyElse) {
  router_.get("/qui", [](const Request& request) {
    Response response = Response::html(request.peer + (request.secure ? " par TLS" : " en clair"));
    response.cookie("essai", "1");
    return response;
  });
  options_.guarded = true;
  options_.proxy = "127.0.0.1";
  const auto from = [&](const std::string& headers) {
    return ask("GET /qui HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n");
  };
  const std::string tls = "X-Forwarded-Proto: https\r\n";
  const std::string told = from("X-Forwarded-For: 192.0.2.7\r\n" + tls);
  EXPECT_THAT(told, HasSubstr("192.0.2.7 par TLS"));
  EXPECT_THAT(told, HasSubstr("Strict-Transport-Security: max-age="));
  EXPECT_THAT(told, HasSubstr("essai=1; Path=/; HttpOnly; SameSite=Strict; Secure"));
  EXPECT_THAT(from("X-Forwarded-For: 203.0.113.9, 192.0.2.7\r\n" + tls), HasSubstr("192.0.2.7 par TLS"))
      << "what a client wrote stands before what the proxy saw";
  EXPECT_EQ(statuses(from(tls)), "400") << "for nobody";
  EXPECT_EQ(statuses(from("X-Forwarded-For: quelqu'un\r\n" + tls)), "400");
  EXPECT_EQ(statuses(from("X-Forwarded-For: 192.0.2.7\r\n")), "400") << "without TLS";
  EXPECT_EQ(statuses(from("X-Forwarded-For: 192.0.2.7\r\nX-Forwarded-Proto: http\r\n")), "400");
}

TEST_F(ServerTest, AnswersNobodyButTheProxy) {
  options_.guarded = true;
  options_.proxy = "192.0.2.1";
  EXPECT_EQ(statuses(ask("GET / HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: 192.0.2.7\r\n"
                         "X-Forwarded-Proto: https\r\n\r\n")),
            "400");
}

TEST_F(ServerTest, WithoutAProxyNobodyIsBelievedAboutWhoTheyAre) {
  router_.get("/qui", [](const Request& request) {
    return Response::text(request.peer + (request.secure ? " par TLS" : " en clair"));
  });
  EXPECT_THAT(ask("GET /qui HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: 192.0.2.7\r\n"
                  "X-Forwarded-Proto: https\r\n\r\n"),
              HasSubstr("127.0.0.1 en clair"));
}

TEST_F(ServerTest, ListensBeyondLoopbackOnlyWithAccountsAndTls) {
  for (const char* address : {"0.0.0.0", "::", "192.0.2.1", "example.org"}) {
    ServerOptions options;
    options.address = address;
    const auto refused = Server::start(router_, options);
    ASSERT_FALSE(refused.has_value()) << address;
    EXPECT_EQ(refused.error().code, "http.not_loopback");
    EXPECT_THAT(std::string(refused.error().fact("why")), HasSubstr("tant que les comptes n’existent pas"));
  }
  ServerOptions clear;
  clear.address = "0.0.0.0";
  clear.guarded = true;
  const auto no_tls = Server::start(router_, clear);
  ASSERT_FALSE(no_tls.has_value());
  EXPECT_THAT(std::string(no_tls.error().fact("why")), HasSubstr("ne passent que par TLS"));
  ServerOptions open;
  open.proxy = "127.0.0.1";
  const auto unguarded = Server::start(router_, open);
  ASSERT_FALSE(unguarded.has_value());
  EXPECT_EQ(unguarded.error().code, "http.proxy_unguarded");
  ServerOptions nonsense;
  nonsense.tls_certificate = nonsense.tls_key = "not a certificate";
  const auto no_certificate = Server::start(router_, nonsense);
  ASSERT_FALSE(no_certificate.has_value());
  EXPECT_EQ(no_certificate.error().code, "http.tls");
  start();
  ServerOptions taken;
  taken.port = server_->port();
  const auto refused = Server::start(router_, taken);
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().code, "http.port_taken");
}

}  // namespace
}  // namespace jalon::http
