// The cryptography under the signature schemes: HMAC-SHA256, ed25519, and a comparison that takes the same time either
// way.
#pragma once

#include <array>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace billing::webhooks {

using Mac = std::array<unsigned char, 32>;

/// HMAC-SHA256 over the parts, one after the other. The key may not be empty.
[[nodiscard]] Mac hmacSha256(std::string_view key, std::initializer_list<std::string_view> parts);

[[nodiscard]] inline std::string_view asBytes(const Mac& mac) {
  return {reinterpret_cast<const char*>(mac.data()), mac.size()};
}

/// Equal lengths are not secret; the bytes are compared in constant time.
[[nodiscard]] bool equalSecretly(std::string_view a, std::string_view b);

/// `publicKey` 32 bytes, `signature` 64 bytes; false for other lengths.
[[nodiscard]] bool ed25519Verifies(std::string_view publicKey, std::string_view message, std::string_view signature);

/// `seed` 32 bytes. The 64 bytes of the signature; nullopt when the key is refused.
[[nodiscard]] std::optional<std::string> ed25519Sign(std::string_view seed, std::string_view message);

/// The 32 bytes of the public key that belongs to a seed of 32 bytes.
[[nodiscard]] std::optional<std::string> ed25519PublicKey(std::string_view seed);

}  // namespace billing::webhooks
