// All signatures that came with a delivery, whichever header and spelling they came in: what a diagnosis compares with.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "webhooks/signature.h"

namespace billing::webhooks {

/// The three ways of putting together what is signed.
enum class SignedForm { IdTimestampBody, TimestampBody, BodyAlone };

struct PresentedSignature {
  std::string bytes;    ///< decoded: 32 for an HMAC, 64 for ed25519; other lengths were cut off or are nonsense
  std::string header;   ///< as it is usually written: "webhook-signature", "Stripe-Signature", ...
  std::string version;  ///< "v1", "v0"; empty where the header knows none
  SignedForm form = SignedForm::BodyAlone;  ///< what that header's scheme signs
  std::string id, timestamp;                ///< the parts that came with it
  bool wrongEncoding = false;               ///< hexadecimal where base64 is expected, or the other way round
  bool textChanged = false;                 ///< base64 whose padding or last letter is not as an encoder writes it
  bool wrongVersion = false;                ///< under a version that readers skip
};

[[nodiscard]] std::vector<PresentedSignature> presentedSignatures(const workspace::WebhookRoute& route,
                                                                  const Headers& headers);

}  // namespace billing::webhooks
