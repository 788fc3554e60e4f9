#include "oidc/keys.hpp"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "oidc/base64url.hpp"
#include "oidc/json.hpp"

namespace jalon::oidc {
namespace {

template <class T, void (*free)(T*)>
struct Freeing {
  void operator()(T* held) const { free(held); }
};
template <class T, void (*free)(T*)>
using Held = std::unique_ptr<T, Freeing<T, free>>;

using PublicKey = Held<EVP_PKEY, EVP_PKEY_free>;
using Number = Held<BIGNUM, BN_free>;
using Signature = Held<ECDSA_SIG, ECDSA_SIG_free>;

const unsigned char* bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

Number number_of(std::string_view text) {
  return Number(BN_bin2bn(bytes(text), static_cast<int>(text.size()), nullptr));
}

/// Asks OpenSSL for a public key of that kind; null when it says no.
PublicKey build(const char* kind, OSSL_PARAM_BLD* parts) {
  const Held<OSSL_PARAM, OSSL_PARAM_free> params(OSSL_PARAM_BLD_to_param(parts));
  const Held<EVP_PKEY_CTX, EVP_PKEY_CTX_free> context(EVP_PKEY_CTX_new_from_name(nullptr, kind, nullptr));
  EVP_PKEY* made = nullptr;
  if (!params || !context || EVP_PKEY_fromdata_init(context.get()) != 1 ||
      EVP_PKEY_fromdata(context.get(), &made, EVP_PKEY_PUBLIC_KEY, params.get()) != 1) {
    return nullptr;
  }
  return PublicKey(made);
}

PublicKey rsa_key(std::string_view modulus, std::string_view exponent) {
  constexpr std::size_t longest = 1024;  // 8192 bits: longer ones only cost time
  if (modulus.size() > longest || exponent.empty() || exponent.size() > 4) return nullptr;
  const Number n = number_of(modulus);
  const Number e = number_of(exponent);
  const Held<OSSL_PARAM_BLD, OSSL_PARAM_BLD_free> parts(OSSL_PARAM_BLD_new());
  if (!n || !e || !parts || BN_num_bits(n.get()) < 2048 || !BN_is_odd(e.get()) || BN_is_one(e.get()) ||
      OSSL_PARAM_BLD_push_BN(parts.get(), OSSL_PKEY_PARAM_RSA_N, n.get()) != 1 ||
      OSSL_PARAM_BLD_push_BN(parts.get(), OSSL_PKEY_PARAM_RSA_E, e.get()) != 1) {
    return nullptr;
  }
  return build("RSA", parts.get());
}

PublicKey p256_key(const std::string& x, const std::string& y) {
  if (x.size() != 32 || y.size() != 32) return nullptr;
  const std::string point = "\x04" + x + y;
  const Held<OSSL_PARAM_BLD, OSSL_PARAM_BLD_free> parts(OSSL_PARAM_BLD_new());
  if (!parts ||
      OSSL_PARAM_BLD_push_utf8_string(parts.get(), OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0) != 1 ||
      OSSL_PARAM_BLD_push_octet_string(parts.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size()) !=
          1) {
    return nullptr;
  }
  return build("EC", parts.get());
}

/// r and s side by side, as tokens carry them, become the form that OpenSSL reads; "" when they are none.
std::string der_signature(std::string_view pair) {
  if (pair.size() != 64) return "";
  const Signature signature(ECDSA_SIG_new());
  Number r = number_of(pair.substr(0, 32));
  Number s = number_of(pair.substr(32));
  if (!signature || !r || !s || ECDSA_SIG_set0(signature.get(), r.get(), s.get()) != 1) return "";
  (void)r.release();
  (void)s.release();
  unsigned char* der = nullptr;
  const int size = i2d_ECDSA_SIG(signature.get(), &der);
  if (size <= 0) return "";
  std::string text(reinterpret_cast<const char*>(der), static_cast<std::size_t>(size));
  OPENSSL_free(der);
  return text;
}

}  // namespace

class Key {
 public:
  Key(std::string key_id, std::string signs_with, PublicKey made)
      : id(std::move(key_id)), algorithm(std::move(signs_with)), key_(std::move(made)) {}

  bool signed_it(const Token& token) const {
    const std::string der = algorithm == "ES256" ? der_signature(token.signature) : token.signature;
    const Held<EVP_MD_CTX, EVP_MD_CTX_free> context(EVP_MD_CTX_new());
    return !der.empty() && context &&
           EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key_.get()) == 1 &&
           EVP_DigestVerify(context.get(), bytes(der), der.size(), bytes(token.signed_text),
                            token.signed_text.size()) == 1;
  }

  const std::string id;
  const std::string algorithm;

 private:
  PublicKey key_;
};

namespace {

std::shared_ptr<const Key> read_key(const nlohmann::json& one) {
  const auto text = [&](const char* name) {
    const auto at = one.find(name);
    return at != one.end() && at->is_string() ? at->get<std::string>() : std::string();
  };
  const auto binary = [&](const char* name) { return from_base64url(text(name)).value_or(std::string()); };
  if (one.contains("use") && text("use") != "sig") return nullptr;
  PublicKey made;
  std::string algorithm;
  if (text("kty") == "RSA") {
    algorithm = "RS256";
    made = rsa_key(binary("n"), binary("e"));
  } else if (text("kty") == "EC" && text("crv") == "P-256") {
    algorithm = "ES256";
    made = p256_key(binary("x"), binary("y"));
  }
  if (!made || (one.contains("alg") && text("alg") != algorithm)) return nullptr;
  return std::make_shared<const Key>(text("kid"), std::move(algorithm), std::move(made));
}

}  // namespace

Result<Keys> Keys::read(std::string_view json) {
  constexpr std::size_t most = 50;
  const auto object = read_json_object(json);
  Keys keys;
  if (object && object->contains("keys") && (*object)["keys"].is_array()) {
    for (const auto& one : (*object)["keys"]) {
      if (!one.is_object() || keys.keys_.size() >= most) continue;
      if (auto key = read_key(one)) keys.keys_.push_back(std::move(key));
    }
  }
  if (keys.keys_.empty()) return refuse("oidc.keys");
  return keys;
}

Result<void> Keys::check(const Token& token) const {
  bool known = false;
  for (const auto& key : keys_) {
    if (key->algorithm != token.algorithm || (!token.key_id.empty() && key->id != token.key_id)) continue;
    known = true;
    if (key->signed_it(token)) return {};
  }
  return refuse(known ? "oidc.signature" : "oidc.key_unknown");
}

std::string sha256(std::string_view text) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_sha256(), nullptr);
  return {reinterpret_cast<const char*>(digest.data()), size};
}

}  // namespace jalon::oidc
