// Microseconds per event for what the listener's thread does to one: verify its signature, and pass over its body.
// usage: bench_signature SECRET < lines of "bytes"; prints "bytes verify payload" for each (microseconds of processor
// time)
#include <cstdio>
#include <ctime>
#include <iostream>
#include <string>

#include "webhooks/payloadcheck.h"
#include "webhooks/signature.h"

using namespace billing;
using namespace billing::webhooks;

namespace {

// An event of about so many bytes, of the shape that providers send: many short keys, few long texts.
std::string eventOf(std::size_t bytes) {
  std::string body =
      R"({"business_id":"bus_1","type":"subscription.active","timestamp":"2026-03-01T12:00:00Z","data":{)";
  for (int i = 0; body.size() + 40 < bytes; ++i) body += "\"field_" + std::to_string(i) + "\":\"value of it\",";
  return body + R"("last":null}})";
}

// Processor time, so that a busy machine disturbs it less.
template <class Work>
double microseconds(Work work) {
  const std::clock_t begin = std::clock();
  int runs = 0;
  do {
    for (int i = 0; i < 100; ++i) work();
    runs += 100;
  } while (std::clock() - begin < CLOCKS_PER_SEC / 4);
  return static_cast<double>(std::clock() - begin) * 1e6 / CLOCKS_PER_SEC / runs;
}

}  // namespace

int main(int argc, char* argv[]) {
  if (argc != 2) return 2;
  const workspace::WebhookRoute route;
  const workspace::Secrets secrets{{"bench", argv[1], {}}};
  const Instant now = SystemClock().now();
  for (std::size_t bytes = 0; std::cin >> bytes;) {
    const std::string body = eventOf(bytes);
    const Headers headers = sign(route, secrets.front(), "msg_2KWPBgLlAfxdpx2AI54pPJ85f4W", body, now).value();
    bool good = true;
    const double verifying = microseconds([&] { good = verify(route, secrets, headers, body, now).ok() && good; });
    const double checking =
        microseconds([&] { good = checkPayload(Provider::Dodo, body).payload == Payload::Ok && good; });
    if (!good) return 1;
    std::printf("%zu %.3f %.3f\n", body.size(), verifying, checking);
    std::fflush(stdout);
  }
  return 0;
}
