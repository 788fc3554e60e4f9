#include "http/server.hpp"

#include <fmt/format.h>
#include <microhttpd.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstring>
#include <mutex>
#include <thread>

#include "http/answers.hpp"
#include "http/certificate.hpp"
#include "http/exposure.hpp"
#include "http/head_check.hpp"
#include "http/slow_clients.hpp"
#include "http/sockets.hpp"
#include "http/worker_pool.hpp"

namespace jalon::http {

namespace {

constexpr std::chrono::milliseconds letting_in{50};  // before a stop

/// An exchange on its connection: made when the request line was read, freed in `on_completed`. While a
/// worker holds it the connection is suspended, so that nobody else touches it.
struct Turn : Exchange {
  std::string target;
  const char* target_at = nullptr;  // where the library keeps it
  bool begun = false;
  bool asked = false;    // the gate, before the body
  bool resumed = false;  // since it was asked
  bool ready = false;
  std::optional<HeadProblem> lost;  // no route: the page that says so is for whoever asks
  MHD_Connection* connection = nullptr;
};

MHD_Result collect_header(void* to, enum MHD_ValueKind, const char* name, size_t name_size, const char* value,
                          size_t value_size) {
  auto& headers = *static_cast<std::vector<std::pair<std::string_view, std::string_view>>*>(to);
  headers.emplace_back(std::string_view(name, name_size),
                       value ? std::string_view(value, value_size) : std::string_view());
  return MHD_YES;
}

/// TLS 1.2 and 1.3, keys exchanged anew for each connection.
constexpr const char* tls_versions = "SECURE128:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2:-RSA";

std::string peer_of(MHD_Connection* connection) {
  const auto* info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
  return info ? address_text(info->client_addr) : std::string();
}

SlowClients::Client* client_of(MHD_Connection* connection) {
  const auto* info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
  return info ? static_cast<SlowClients::Client*>(info->socket_context) : nullptr;
}

}  // namespace

class Server::Impl {
 public:
  Impl(const Router& router, ServerOptions options, Listening listening)
      : router_(router),
        options_(std::move(options)),
        port_(listening.port),
        answers_(options_),
        pool_(options_.workers, options_.max_waiting),
        slow_clients_({options_.head_seconds, options_.body_seconds}),
        listening_(listening.fd),
        daemon_(start_daemon(options_.tls_certificate, options_.tls_key)) {
    if (!daemon_) {
      ::close(listening_);
      throw std::runtime_error("the web server does not start");
    }
  }

  ~Impl() { stop(); }

  /// A daemon of the library on a copy of the listening socket, which it may close.
  MHD_Daemon* start_daemon(const std::string& certificate, const std::string& key) {
    unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ITC;
    std::vector<MHD_OptionItem> tls;
    if (!certificate.empty()) {
      flags |= MHD_USE_TLS;
      tls.push_back({MHD_OPTION_HTTPS_MEM_CERT, 0, const_cast<char*>(certificate.data())});
      tls.push_back({MHD_OPTION_HTTPS_MEM_KEY, 0, const_cast<char*>(key.data())});
      tls.push_back({MHD_OPTION_HTTPS_PRIORITIES, 0, const_cast<char*>(tls_versions)});
    }
    tls.push_back({MHD_OPTION_END, 0, nullptr});
    // The library's own idle timeout also bounds an answer that the other end does not read.
    return MHD_start_daemon(
        flags, 0, nullptr, nullptr, &Impl::on_request, this, MHD_OPTION_LISTEN_SOCKET, ::dup(listening_),
        MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_CONNECTION_LIMIT, options_.max_connections,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, options_.connection_memory, MHD_OPTION_CONNECTION_TIMEOUT,
        options_.head_seconds + 10U, MHD_OPTION_URI_LOG_CALLBACK, &Impl::on_target, this,
        MHD_OPTION_NOTIFY_COMPLETED, &Impl::on_completed, this, MHD_OPTION_NOTIFY_CONNECTION,
        &Impl::on_connection, this, MHD_OPTION_ARRAY, tls.data(), MHD_OPTION_END);
  }

  /// The next daemon listens before the one before stops listening: nobody is turned away. The one before
  /// lives until the next change, for its connections.
  bool change_certificate(const std::string& certificate, const std::string& key) {
    MHD_Daemon* next = start_daemon(certificate, key);
    if (!next) return false;
    end(retired_, retired_listening_);
    retired_listening_ = MHD_quiesce_daemon(daemon_);
    retired_ = daemon_;
    daemon_ = next;
    return true;
  }

  std::uint16_t port() const { return port_; }
  const ServerOptions& options() const { return options_; }

  void stop() {
    {
      const std::lock_guard lock(mutex_);
      if (stopped_) return;
      stopped_ = true;
    }
    stopping_ = true;
    // Whoever has connected and asked is let in: the library has not read it all yet.
    std::this_thread::sleep_for(letting_in);
    const int fd = MHD_quiesce_daemon(daemon_);
    {
      std::unique_lock lock(mutex_);
      changed_.wait_for(lock, std::chrono::seconds(options_.stop_seconds), [this] { return active_ == 0; });
    }
    pool_.stop();  // whatever waits is run, so that no connection stays suspended
    {
      std::unique_lock lock(mutex_);
      changed_.wait_for(lock, std::chrono::seconds(1), [this] { return active_ == 0; });
    }
    slow_clients_.stop();
    end(retired_, retired_listening_);
    end(daemon_, fd);
    ::close(listening_);
  }

 private:
  static void end(MHD_Daemon* daemon, int listening) {
    if (daemon) MHD_stop_daemon(daemon);
    if (listening >= 0) ::close(listening);
  }
  static Impl& self(void* cls) { return *static_cast<Impl*>(cls); }

  static void* on_target(void*, const char* target, MHD_Connection*) {
    auto* turn = new Turn;
    turn->target = target;
    turn->target_at = target;
    return turn;
  }

  static MHD_Result on_request(void* cls, MHD_Connection* connection, const char*, const char* method,
                               const char* version, const char* data, size_t* data_size, void** context) {
    auto* turn = static_cast<Turn*>(*context);
    if (!turn) return MHD_NO;
    try {
      return self(cls).advance(*turn, connection, method, version, data, data_size);
    } catch (const std::exception& fault) {  // no memory, no room for an upload
      self(cls).answers_.log_dropped(fault.what());
      return MHD_NO;
    }
  }

  MHD_Result advance(Turn& turn, MHD_Connection* connection, const char* method, const char* version,
                     const char* data, size_t* data_size) {
    if (turn.ready) return send(turn, connection);
    if (!turn.begun) {
      turn.begun = true;
      turn.connection = connection;
      {
        const std::lock_guard lock(mutex_);
        ++active_;
      }
      slow_clients_.enter(client_of(connection), SlowClients::Phase::body);
      RawHead head{method, turn.target, version, {}};
      MHD_get_connection_values_n(connection, MHD_HEADER_KIND, &collect_header, &head.headers);
      const auto* size = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
      std::optional<HeadProblem> problem = turn.intake.begin(head, peer_of(connection), router_, options_);
      if (!size || !stood_plain_on_the_wire(head, turn.target_at, size->header_size)) {
        problem = HeadProblem{400, "malformed head"};
      }
      if (problem && problem->status == 404 && content_length(head) == 0 && options_.recognise) {
        turn.lost = problem;
        return MHD_YES;  // answered once the library has read the whole request
      }
      if (problem) {
        answers_.refuse(turn, *problem);
        // What follows a head that we do not understand, or a body that we do not want, is not another
        // request.
        if (problem->status != 404 || content_length(head) > 0) turn.response.set("Connection", "close");
        return send(turn, connection);
      }
      if (options_.gate && turn.intake.takes_a_file(options_)) ask_gate_first(turn);
      return MHD_YES;
    }
    if (turn.asked && !turn.resumed) {
      turn.resumed = true;  // this library calls again with the head; others may go on with the body
      if (*data_size == 0) return MHD_YES;
    }
    if (*data_size > 0) {
      if (!turn.kept_out) turn.intake.take({data, *data_size});
      *data_size = 0;
      return MHD_YES;
    }
    if (turn.kept_out) {
      turn.response = *std::move(turn.kept_out);
      answers_.log(turn, "kept out, what was sent is not read");
      return send(turn, connection);
    }
    if (turn.lost) {
      on_worker(
          turn, [this, &turn] { answers_.lost(turn, *turn.lost); },
          [this, &turn] { answers_.refuse(turn, *turn.lost); });  // without knowing who asks
      return MHD_YES;
    }
    if (const auto problem = turn.intake.finish()) {
      answers_.refuse(turn, *problem);
      return send(turn, connection);
    }
    on_worker(
        turn, [this, &turn] { answers_.page(turn, turn.asked); },
        [this, &turn] {
          answers_.busy(turn);
          answers_.log(turn, "too many requests wait");
        });
    return MHD_YES;
  }

  /// The answer is made by `makes_it` on a worker, who owns the turn until the connection is resumed; here
  /// and at once by `when_none_is_free`.
  template <class Work, class Instead>
  void on_worker(Turn& turn, Work makes_it, Instead when_none_is_free) {
    slow_clients_.enter(client_of(turn.connection), SlowClients::Phase::work);
    MHD_suspend_connection(turn.connection);
    const bool taken = pool_.push([&turn, makes_it] {
      makes_it();
      turn.ready = true;
      MHD_resume_connection(turn.connection);
    });
    if (taken) return;
    when_none_is_free();
    turn.ready = true;
    MHD_resume_connection(turn.connection);
  }

  /// Nothing of a large file is kept for who may not send it. The answer is given once everything was sent
  /// and thrown away: a browser that is cut off while it sends shows no page.
  void ask_gate_first(Turn& turn) {
    turn.asked = true;
    MHD_suspend_connection(turn.connection);
    const bool taken = pool_.push([this, &turn] {
      answers_.gate(turn);
      MHD_resume_connection(turn.connection);
    });
    if (taken) return;
    answers_.busy(turn);
    turn.kept_out = std::move(turn.response);
    MHD_resume_connection(turn.connection);
  }

  MHD_Result send(Turn& turn, MHD_Connection* connection) {
    answers_.seal_for(turn, stopping_);
    const auto bytes = turn.response.bytes();
    // The turn outlives the sending: no copy.
    MHD_Response* response = MHD_create_response_from_buffer(bytes.size(), const_cast<char*>(bytes.data()),
                                                             MHD_RESPMEM_PERSISTENT);
    if (!response) return MHD_NO;
    for (const auto& [name, value] : turn.response.headers) {
      MHD_add_response_header(response, name.c_str(), value.c_str());
    }
    const MHD_Result result =
        MHD_queue_response(connection, static_cast<unsigned>(turn.response.status), response);
    MHD_destroy_response(response);
    return result;
  }

  static void on_completed(void* cls, MHD_Connection* connection, void** context,
                           MHD_RequestTerminationCode) {
    auto* turn = static_cast<Turn*>(*context);
    if (!turn) return;
    auto& impl = self(cls);
    impl.slow_clients_.enter(client_of(connection), SlowClients::Phase::head);
    if (turn->begun) {
      const std::lock_guard lock(impl.mutex_);
      --impl.active_;
      impl.changed_.notify_all();
    }
    delete turn;
    *context = nullptr;
  }

  static void on_connection(void* cls, MHD_Connection* connection, void** context,
                            MHD_ConnectionNotificationCode code) {
    SlowClients& clients = self(cls).slow_clients_;
    if (code == MHD_CONNECTION_NOTIFY_STARTED) {
      const auto* info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
      *context = clients.came(info ? info->connect_fd : -1);
    } else {
      clients.left(static_cast<SlowClients::Client*>(*context));
      *context = nullptr;
    }
  }

  const Router& router_;
  const ServerOptions options_;
  const std::uint16_t port_;
  Answers answers_;

  std::mutex mutex_;  // guards what follows
  std::condition_variable changed_;
  std::size_t active_ = 0;
  bool stopped_ = false;

  std::atomic<bool> stopping_ = false;
  WorkerPool pool_;
  SlowClients slow_clients_;
  const int listening_;
  MHD_Daemon* daemon_;
  MHD_Daemon* retired_ = nullptr;
  int retired_listening_ = -1;
};

namespace {

constexpr const char* tls_unfit =
    "le certificat TLS ou sa clé ne conviennent pas : deux fichiers PEM qui vont ensemble sont attendus";

}  // namespace

Server::Server(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Server::~Server() = default;

Result<std::unique_ptr<Server>> Server::start(const Router& router, ServerOptions options) {
  if (auto not_ours = exposure_problem(options)) return tl::unexpected(*std::move(not_ours));
  const auto listening = listen_on(options.address, options.port);
  if (listening.fd < 0) {
    const bool taken = listening.error == EADDRINUSE;
    return refuse(
        taken ? "http.port_taken" : "http.address",
        {{"address", options.address},
         {"port", std::to_string(options.port)},
         {"why", fmt::format("impossible d’écouter sur {} port {} : {}", options.address, options.port,
                             taken ? "ce port est déjà pris" : std::strerror(listening.error))}});
  }
  if (options.address == "::1") options.host_names.emplace_back("[::1]");
  const bool tls = !options.tls_certificate.empty();
  try {
    return std::unique_ptr<Server>(new Server(std::make_unique<Impl>(router, std::move(options), listening)));
  } catch (const std::runtime_error&) {
    if (!tls) throw;
    return refuse("http.tls", {{"why", tls_unfit}});
  }
}

Result<void> Server::change_certificate(const std::string& certificate, const std::string& key) {
  const bool ours = !impl_->options().tls_certificate.empty();
  if (ours && key_of_certificate(certificate, key) && impl_->change_certificate(certificate, key)) return {};
  return refuse("http.tls", {{"why", tls_unfit}});
}

std::uint16_t Server::port() const {
  return impl_->port();
}

std::string Server::address() const {
  const auto& host = impl_->options().address;
  const auto scheme = impl_->options().tls_certificate.empty() ? "http" : "https";
  return fmt::format("{}://{}:{}", scheme, host.find(':') == std::string::npos ? host : "[" + host + "]",
                     impl_->port());
}

void Server::stop() {
  impl_->stop();
}

}  // namespace jalon::http
