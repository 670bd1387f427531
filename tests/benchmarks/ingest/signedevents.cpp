#include "signedevents.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <chrono>
#include <cstdlib>

namespace billing::benchmark {
namespace {

constexpr std::size_t bodySize = 1500;

std::string decoded(const std::string& secret) {
  const std::string text = secret.substr(secret.find('_') + 1);
  std::string key(text.size(), '\0');
  const int length =
      EVP_DecodeBlock(reinterpret_cast<unsigned char*>(key.data()), reinterpret_cast<const unsigned char*>(text.data()),
                      static_cast<int>(text.size()));
  key.resize(length > 0 ? static_cast<std::size_t>(length) : 0);
  for (auto i = text.size(); i > 0 && text[i - 1] == '='; --i) key.pop_back();
  return key;
}

std::string signature(const std::string& key, const std::string& content) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> mac{};
  unsigned length = 0;
  HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), reinterpret_cast<const unsigned char*>(content.data()),
       content.size(), mac.data(), &length);
  std::array<unsigned char, 64> text{};
  const int size = EVP_EncodeBlock(text.data(), mac.data(), static_cast<int>(length));
  return {reinterpret_cast<const char*>(text.data()), static_cast<std::size_t>(size)};
}

}  // namespace

std::string eventBody(int number) {
  const std::string id = std::to_string(number);
  std::string body =
      R"({"business_id":"bus_bench","type":"subscription.renewed","timestamp":"2026-01-15T10:00:00Z","data":{"payload_type":"Subscription","subscription_id":"sub_bench_)" +
      id +
      R"(","recurring_pre_tax_amount":2900,"currency":"USD","quantity":1,"status":"active","product_id":"pdt_team",)" +
      R"("payment_frequency_count":1,"payment_frequency_interval":"Month","created_at":"2025-06-15T10:00:00Z",)" +
      R"("previous_billing_date":"2026-01-15T10:00:00Z","next_billing_date":"2026-02-15T10:00:00Z",)" +
      R"("customer":{"customer_id":"cus_bench_)" + id +
      R"(","name":"Ada Lovelace","email":"ada@example.com"},"metadata":{"note":")";
  const std::string end = "\"}}}";
  if (body.size() + end.size() < bodySize) body.append(bodySize - body.size() - end.size(), 'x');
  return body + end;
}

std::vector<std::string> signedEvents(const std::string& path, const std::string& secret, int count) {
  const std::string key = decoded(secret);
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  const std::string timestamp = std::to_string(std::chrono::duration_cast<std::chrono::seconds>(now).count());
  const std::string run = std::to_string(now.count());
  std::vector<std::string> requests;
  requests.reserve(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) {
    const std::string body = eventBody(i);
    const std::string id = "msg_" + run + "_" + std::to_string(i);
    requests.push_back(
        "POST " + path +
        " HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: loadgen\r\nContent-Type: application/json\r\nwebhook-id: " + id +
        "\r\nwebhook-timestamp: " + timestamp + "\r\nwebhook-signature: v1," +
        signature(key, id + "." + timestamp + "." + body) + "\r\nContent-Length: " + std::to_string(body.size()) +
        "\r\n\r\n" + body);
  }
  return requests;
}

}  // namespace billing::benchmark
