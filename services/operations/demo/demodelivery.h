// One delivery of the demo's year: what is sent, when, and what goes wrong with it.
#pragma once

#include <string>

#include "domain/provider.h"
#include "support/instant.h"
#include "webhooks/composer.h"

namespace billing::operations {

enum class Mishap {
  None,
  Repeated,     ///< the sender missed our answer and sends the same bytes again
  BodyChanged,  ///< sent again under its id, with newer data in it
  WrongSecret,  ///< first signed with another endpoint's secret, then once more with the right one
  TooOld,       ///< first with a timestamp of twelve minutes ago, then once more
  TooNew,       ///< first from a clock that is ten minutes fast, then once more
  Unsigned,     ///< somebody tries the endpoint with curl
  NewType,      ///< a type that nobody here has heard of
  BrokenJson,   ///< cut off on the way to the signature: well signed, not JSON
  RepeatedKey,  ///< well signed, ambiguous
  OddAmount,    ///< an amount that no currency has: stored, cannot be applied
};

struct DemoDelivery {
  Instant occurredAt;
  Instant deliverAt;
  Provider provider = Provider::Dodo;
  std::string lane;  ///< deliveries of one lane are sent one after the other
  std::string type;
  webhooks::ComposeValues values;
  std::uint64_t seed = 1;
  Mishap mishap = Mishap::None;
};

}  // namespace billing::operations
