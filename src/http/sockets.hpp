// What the server asks of the system's sockets, without the HTTP library.
#pragma once

#include <sys/socket.h>

#include <cstdint>
#include <string>

namespace jalon::http {

struct Listening {
  int fd = -1;  // -1: see `error`
  std::uint16_t port = 0;
  int error = 0;  // errno
};

/// A socket that listens on an address of this machine, in numbers or localhost; port 0 takes any free one.
Listening listen_on(const std::string& address, std::uint16_t port);

/// The address in text, without port.
std::string address_text(const sockaddr* address);

/// "192.0.2.1", "2001:db8::1"
bool is_address(const std::string& text);

/// True if the other end has stopped sending and all of it was read: the rest of its body will never come.
/// (The library does not notice when the end arrives together with the last bytes.)
bool has_left(int fd);

}  // namespace jalon::http
