#include "providers/answer/reading.h"

namespace billing::providers {

tl::unexpected<Error> badAnswer(const Error& cause) {
  return failure(ErrorKind::InvalidInput, "bad_answer", "The provider's answer cannot be read",
                 cause.reason.empty() ? cause.message : cause.reason,
                 "Nothing was taken over from it. Ask again; if it stays so, the provider has changed its API");
}

tl::unexpected<Error> badAnswer(const std::string& path, const std::string& what) {
  Error cause;
  cause.reason = path + ' ' + what;
  return badAnswer(cause);
}

Result<ReadObject> readObject(std::string_view raw, const ObjectKind& kind, Instant readAt) {
  return readBody(raw, [&](const JsonObject& root) {
    ReadObject object;
    object.facts.provider = kind.provider;
    object.facts.occurredAt = readAt;
    kind.read(root, object.facts);
    object.facts.occurredAt = {};
    kind.shapes->findUnknown(root, kind.shape, object.unknown);
    return object;
  });
}

Result<std::string> readPdf(std::string_view body) {
  if (body.starts_with("%PDF-")) return std::string(body);
  return badAnswer("the body", "is no PDF");
}

std::string idOf(std::string_view raw, std::string_view idKey) {
  JsonProblem problem;
  const auto root = parseObject(raw, problem);
  return root ? root->looseText(idKey).value_or(std::string()) : std::string();
}

}  // namespace billing::providers
