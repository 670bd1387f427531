#include "http/client.h"

#include <algorithm>

#include "http/characters.h"
#include "http/clientcall.h"
#include "support/redaction.h"

namespace billing::http {
namespace {

// A line end in a field would let whoever wrote its value add fields of their own.
bool fieldsAreSafe(const Fields& fields) {
  return std::all_of(fields.begin(), fields.end(), [](const Field& field) {
    return !field.name.empty() && std::all_of(field.name.begin(), field.name.end(), isTokenCharacter) &&
           std::all_of(field.value.begin(), field.value.end(), isValueCharacter);
  });
}

// Whoever listens on the way would have the key.
bool wouldShowKey(const ClientRequest& request, const ClientAddress& address) {
  return !address.tls && !address.loopback &&
         std::any_of(request.fields.begin(), request.fields.end(),
                     [](const Field& field) { return isCredentialHeader(field.name); });
}

Exchange notBegun(Error error) {
  return {Stage::Connect, std::nullopt, std::move(error)};
}

class NetworkClient final : public Client {
 public:
  Exchange exchange(const ClientRequest& request, const CancelToken& cancel) override {
    auto address = clientAddress(request.url);
    if (!address) return notBegun(std::move(address.error()));
    if (!fieldsAreSafe(request.fields) || !std::all_of(request.method.begin(), request.method.end(), isTokenCharacter))
      return notBegun({ErrorKind::InvalidInput,
                       "bad_field",
                       "A header field has characters that cannot be sent",
                       {},
                       "Check the API key: it was probably pasted with a line break",
                       false,
                       {}});
    if (wouldShowKey(request, *address))
      return notBegun({ErrorKind::InvalidInput,
                       "bad_url",
                       "The key would travel unencrypted",
                       "the address is plain http and not on this machine",
                       "Give an address that begins with https://",
                       false,
                       {}});
    if (cancel.cancelled())
      return notBegun({ErrorKind::Cancelled, "cancelled", "The call was cancelled", {}, "Nothing was sent", false, {}});
    return ClientCall(request, std::move(*address), cancel).run();
  }
};

}  // namespace

std::string ClientAnswer::field(std::string_view name) const {
  for (const auto& field : fields)
    if (equalsIgnoringCase(field.name, name)) return field.value;
  return {};
}

std::string_view toString(Stage stage) {
  switch (stage) {
    case Stage::Connect:
      return "connect";
    case Stage::Send:
      return "send";
    case Stage::Wait:
      return "wait";
    case Stage::Body:
      return "body";
    case Stage::Done:
      return "done";
  }
  return "done";
}

std::unique_ptr<Client> makeNetworkClient() {
  return std::make_unique<NetworkClient>();
}

}  // namespace billing::http
