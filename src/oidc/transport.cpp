#include "oidc/transport.hpp"

#include <curl/curl.h>

#include <memory>
#include <stdexcept>

#include "http/form.hpp"

namespace jalon::oidc {
namespace {

struct Library {
  Library() {
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) throw std::runtime_error("libcurl ne démarre pas");
  }
};

struct EasyEnd {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct ListEnd {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

struct Received {
  std::string body;
  std::size_t most = 0;
  bool too_long = false;
};

std::size_t take(char* bytes, std::size_t, std::size_t size, void* into) {
  auto& received = *static_cast<Received*>(into);
  if (received.body.size() + size > received.most) {
    received.too_long = true;
    return 0;
  }
  received.body.append(bytes, size);
  return size;
}

Refusal failure(CURLcode code, const Received& received) {
  const std::string why = curl_easy_strerror(code);  // never the address: it may hold a token
  if (received.too_long || code == CURLE_FILESIZE_EXCEEDED)
    return {"oidc.provider_answer", {{"why", "too long"}}, {}};
  return {
      code == CURLE_OPERATION_TIMEDOUT ? "oidc.provider_silent" : "oidc.provider_down", {{"why", why}}, {}};
}

Result<Answer> perform(const Settings& settings, const Call& call) {
  const std::unique_ptr<CURL, EasyEnd> handle(curl_easy_init());
  if (!handle) return refuse("oidc.provider_down", {{"why", "no handle"}});
  const auto set = [&](CURLoption option, auto value) { curl_easy_setopt(handle.get(), option, value); };
  Received received;
  received.most = settings.answer_bytes;
  const bool in_clear = call.address.starts_with("http://");
  set(CURLOPT_URL, call.address.c_str());
  set(CURLOPT_PROTOCOLS_STR, in_clear ? "http" : "https");
  set(CURLOPT_FOLLOWLOCATION, 0L);
  set(CURLOPT_SSL_VERIFYPEER, 1L);
  set(CURLOPT_SSL_VERIFYHOST, 2L);
  set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  if (!settings.ca_file.empty()) set(CURLOPT_CAINFO, settings.ca_file.c_str());
  if (in_clear) set(CURLOPT_NOPROXY, "*");  // this machine: no proxy hears of it
  set(CURLOPT_TIMEOUT_MS, static_cast<long>(call.milliseconds));
  set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(call.milliseconds));
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_MAXFILESIZE, static_cast<long>(settings.answer_bytes));
  set(CURLOPT_USERAGENT, "jalon");
  set(CURLOPT_WRITEFUNCTION, &take);
  set(CURLOPT_WRITEDATA, &received);
  std::unique_ptr<curl_slist, ListEnd> heads(
      curl_slist_append(nullptr, "Accept: application/json, application/jwt"));
  if (!call.authorization.empty()) {
    // The list is the same object, longer.
    curl_slist* longer = curl_slist_append(heads.get(), ("Authorization: " + call.authorization).c_str());
    (void)heads.release();
    heads.reset(longer);
  }
  set(CURLOPT_HTTPHEADER, heads.get());
  if (!call.form.empty()) {
    set(CURLOPT_POSTFIELDSIZE, static_cast<long>(call.form.size()));
    set(CURLOPT_POSTFIELDS, call.form.c_str());
  }
  if (const CURLcode code = curl_easy_perform(handle.get()); code != CURLE_OK) {
    return tl::unexpected(failure(code, received));
  }
  Answer answer;
  long status = 0;
  const char* type = nullptr;
  curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &status);
  curl_easy_getinfo(handle.get(), CURLINFO_CONTENT_TYPE, &type);
  answer.status = static_cast<int>(status);
  if (type != nullptr) answer.type = http::media_type(type);
  answer.body = std::move(received.body);
  return answer;
}

}  // namespace

Transport network(const Settings& settings) {
  static const Library library;
  return [settings](const Call& call) { return perform(settings, call); };
}

}  // namespace jalon::oidc
