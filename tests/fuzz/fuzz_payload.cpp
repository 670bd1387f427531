// Any bytes as a body: the strict pass must agree with another parser on what JSON is, and refuse what it promises to
// refuse.
#include <simdjson.h>

#include <cstdint>
#include <cstdlib>
#include <string>

#include "webhooks/jsontext.h"
#include "webhooks/payloadcheck.h"

using namespace billing;
using namespace billing::webhooks;

namespace {

void require(bool good) {
  if (!good) std::abort();
}

// simdjson reads numbers and unescapes strings, which the pass leaves alone: these refusals of it are no disagreement.
bool refusesValuesOnly(simdjson::error_code error) {
  return error == simdjson::NUMBER_ERROR || error == simdjson::STRING_ERROR;
}

void compareWithSimdjson(std::string_view body, Payload payload) {
  simdjson::dom::parser parser;
  simdjson::dom::element root;
  const auto error = parser.parse(body.data(), body.size(), true).get(root);
  if (payload == Payload::Ok || payload == Payload::ThinEvent || payload == Payload::DuplicateKeys)
    require(error == simdjson::SUCCESS || refusesValuesOnly(error));
  if (error == simdjson::SUCCESS)
    require(payload != Payload::NotJson && payload != Payload::NotUtf8 && payload != Payload::Empty);
  if (payload == Payload::NotUtf8) require(!simdjson::validate_utf8(body));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view body(reinterpret_cast<const char*>(data), size);
  const PayloadFacts stripe = checkPayload(Provider::Stripe, body);
  const PayloadFacts dodo = checkPayload(Provider::Dodo, body);
  require(stripe.payload == dodo.payload || stripe.payload == Payload::ThinEvent);
  require((stripe.payload == Payload::Ok) == stripe.detail.empty());
  require(!utf8FaultAt(stripe.type) && !utf8FaultAt(stripe.id));
  compareWithSimdjson(body, stripe.payload);
  return 0;
}
