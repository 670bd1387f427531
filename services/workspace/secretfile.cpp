#include <openssl/evp.h>
#include <openssl/rand.h>

#include <array>
#include <fstream>
#include <sstream>

#include "support/redaction.h"
#include "workspace/secretstore.h"

namespace billing::workspace {
namespace {

Result<void> readOption(const std::string& word, const std::string& where, Secret& secret) {
  const auto equals = word.find('=');
  const auto name = word.substr(0, equals);
  const auto value = equals == std::string::npos ? std::string() : word.substr(equals + 1);
  if (name == "label" && !value.empty()) {
    secret.label = value;
    return {};
  }
  if (name == "until") {
    secret.expiresAt = fromIso8601(value);
    if (secret.expiresAt) return {};
  }
  if (word == "raw") {
    secret.textIsKey = true;
    return {};
  }
  return failure(ErrorKind::InvalidInput, "bad_secret_line", where + ": “" + name + "” is not understood", {},
                 "A line is SECRET, then optionally label=WORD, until=2026-01-31T00:00:00Z and raw");
}

Result<Secret> readLine(const std::string& line, const std::string& where) {
  std::istringstream words(line);
  Secret secret;
  words >> secret.text;
  secret.label = secretHint(secret.text);
  for (std::string word; words >> word;)
    if (auto read = readOption(word, where, secret); !read) return failure(read.error());
  return secret;
}

}  // namespace

Result<Secrets> readSecretFile(const std::string& path) {
  std::ifstream file(path);
  if (!file)
    return failure(ErrorKind::NotFound, "secret_file_unreadable", "The secret file " + path + " cannot be read", {},
                   "Check the path and the rights of the file");
  Secrets secrets;
  int number = 0;
  for (std::string line; std::getline(file, line);) {
    ++number;
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (line.find_first_not_of(" \t") == std::string::npos || line.front() == '#') continue;
    auto secret = readLine(line, path + ":" + std::to_string(number));
    if (!secret) return failure(secret.error());
    secrets.push_back(std::move(*secret));
  }
  if (secrets.empty())
    return failure(ErrorKind::InvalidInput, "secret_file_empty", "The secret file " + path + " holds no secret", {},
                   "Write one secret a line");
  return secrets;
}

std::string generateSecret() {
  std::array<unsigned char, 32> key{};
  if (RAND_bytes(key.data(), static_cast<int>(key.size())) != 1) return {};
  std::array<unsigned char, 48> text{};
  const int length = EVP_EncodeBlock(text.data(), key.data(), static_cast<int>(key.size()));
  return "whsec_" + std::string(reinterpret_cast<const char*>(text.data()), static_cast<std::size_t>(length));
}

}  // namespace billing::workspace
