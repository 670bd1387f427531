// Sends a request and reads its answer, so that a failure of either says what was asked.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "providers/transport.h"

namespace billing::providers {

/// What an unreadable or missing sequel makes of a write that the provider has accepted: it happened, but nobody can
/// say how it ended.
[[nodiscard]] Error acceptedButUnknown(const ApiRequest& request, Error cause);

class Calls {
 public:
  explicit Calls(Transport& transport) : transport_(transport) {}

  [[nodiscard]] Result<ApiAnswer> send(const ApiRequest& request, const CancelToken& cancel) const {
    return transport_.send(request, cancel);
  }
  [[nodiscard]] std::string base() const { return transport_.base(); }

  /// `read` takes the body. What it cannot read of an accepted write ends as kUnconfirmed.
  template <class Read>
  [[nodiscard]] auto ask(const ApiRequest& request, const CancelToken& cancel, Read read) const
      -> decltype(read(std::string_view())) {
    auto answer = transport_.send(request, cancel);
    if (!answer) return failure(answer.error());
    auto value = read(std::string_view(answer->body));
    if (!value) return failure(told(request, *answer, value.error()));
    if constexpr (requires { value->requestId; }) value->requestId = answer->requestId;
    return value;
  }

 private:
  [[nodiscard]] static Error told(const ApiRequest& request, const ApiAnswer& answer, Error error);

  Transport& transport_;
};

/// A write, and what is read after it: the second one's failure does not undo the first.
template <class Value>
[[nodiscard]] Result<Value> afterWrite(const ApiRequest& write, Result<Value> value) {
  if (value) return value;
  return failure(acceptedButUnknown(write, value.error()));
}

}  // namespace billing::providers
