// Published and generated test cases for signatures, read from a file and judged by the verifier that the listener
// uses.
#pragma once

#include <string>
#include <vector>

#include "webhooks/signature.h"

namespace billing::ctl {

/// One case: what arrives, and what has to be said about it.
struct SignatureVector {
  std::string id;
  bool schemeKnown = true;  ///< false: never as expected
  workspace::WebhookRoute route;
  workspace::Secrets secrets;
  webhooks::Headers headers;
  std::string body;
  Instant now;
  bool expectedValid = false;
  std::string expectedReason;
  std::string expectedPayload;  ///< empty: the case says nothing about the payload
};

/// InvalidInput or NotFound when the file is not a list of such cases; the message names the case.
[[nodiscard]] Result<std::vector<SignatureVector>> readSignatureVectors(const std::string& path);

/// What came out.
struct VectorVerdict {
  bool valid = false;
  std::string reason;
  std::string payload;  ///< "ok", "not_json", ..., "weak_secret_warning"; empty after a bad signature
};
[[nodiscard]] VectorVerdict judge(const SignatureVector& vector);
[[nodiscard]] bool asExpected(const SignatureVector& vector, const VectorVerdict& verdict);

}  // namespace billing::ctl
