// For tests: speaks to a server byte by byte, as no well-behaved program would.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace jalon::http::testing {

class RawClient {
 public:
  explicit RawClient(std::uint16_t port) : fd_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connected_ = ::connect(fd_, reinterpret_cast<sockaddr*>(&to), sizeof to) == 0;
  }
  ~RawClient() { ::close(fd_); }
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  bool connected() const { return connected_; }

  /// False once the other end is gone.
  bool send(std::string_view bytes) {
    while (!bytes.empty()) {
      const auto sent = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }

  void end_sending() { ::shutdown(fd_, SHUT_WR); }

  /// Everything until the other end closes, or until nothing came for `quiet`.
  std::string receive(std::chrono::milliseconds quiet = std::chrono::milliseconds(400)) {
    return receive(quiet, quiet);
  }
  /// For an answer that must come: a busy machine may take `first` to begin it.
  std::string receive_answer(std::chrono::milliseconds first = std::chrono::seconds(10)) {
    return receive(std::chrono::milliseconds(100), first);
  }
  std::string receive(std::chrono::milliseconds quiet, std::chrono::milliseconds first) {
    std::string all;
    char buffer[4096];
    pollfd watched{fd_, POLLIN, 0};
    while (::poll(&watched, 1, static_cast<int>((all.empty() ? first : quiet).count())) > 0) {
      const auto got = ::recv(fd_, buffer, sizeof buffer, 0);
      if (got <= 0) {
        closed_ = true;
        return all;
      }
      all.append(buffer, static_cast<std::size_t>(got));
    }
    return all;
  }

  bool closed() const { return closed_; }

 private:
  int fd_;
  bool connected_ = false;
  bool closed_ = false;
};

/// The numbers of the answers in what was received: "200 404".
inline std::string statuses(std::string_view received) {
  std::string numbers;
  for (auto at = received.find("HTTP/1.1 "); at != std::string_view::npos;
       at = received.find("HTTP/1.1 ", at + 1)) {
    numbers += std::string(numbers.empty() ? "" : " ") + std::string(received.substr(at + 9, 3));
  }
  return numbers;
}

}  // namespace jalon::http::testing
