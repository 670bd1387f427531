// From the bytes of an answer to objects in our words: the readers of the webhooks' objects do the work, since the
// providers' APIs send the same shapes. Pure.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "domain/billingevent.h"
#include "providers/answer/shapes.h"
#include "providers/jsonreader.h"
#include "providers/providervalues.h"

namespace billing::providers {

using ObjectReader = void (*)(const JsonObject& object, BillingEvent& event);

/// How objects of one kind are read.
struct ObjectKind {
  Provider provider = Provider::Dodo;
  ObjectReader read = nullptr;
  const Shapes* shapes = nullptr;
  std::string_view shape;  ///< the object's name in `shapes`
  std::string_view idKey;
};

struct ReadObject {
  BillingEvent facts;
  std::vector<UnknownValue> unknown;
  std::string id;  ///< as far as it was found, also when the rest cannot be read
};

/// InvalidInput "bad_answer", with the path and what is wrong there as the reason.
[[nodiscard]] tl::unexpected<Error> badAnswer(const Error& cause);
[[nodiscard]] tl::unexpected<Error> badAnswer(const std::string& path, const std::string& what);

/// `readAt` is told to the reader as the event's time: a trial that has not ended by then counts as one.
[[nodiscard]] Result<ReadObject> readObject(std::string_view raw, const ObjectKind& kind, Instant readAt);
/// The id of an object that could not be read; empty when not even that can.
[[nodiscard]] std::string idOf(std::string_view raw, std::string_view idKey);

/// The bytes themselves; "bad_answer" for what is no PDF.
[[nodiscard]] Result<std::string> readPdf(std::string_view body);

/// Calls `read` with the object of the body; the problems that it noted are "bad_answer".
template <class Read>
[[nodiscard]] auto readBody(std::string_view body, Read read) -> Result<decltype(read(std::declval<JsonObject>()))> {
  JsonProblem problem(JsonProblem::UnknownWords::Kept);
  const auto root = parseObject(body, problem);
  if (!root) return badAnswer(root.error());
  auto value = read(*root);
  if (problem.error()) return badAnswer(*problem.error());
  return value;
}

/// The first of the kind's states is the object itself; the others came with it.
template <class State>
[[nodiscard]] Result<Provided<State>> provided(std::string_view raw, const ObjectKind& kind,
                                               std::vector<State> BillingEvent::* states, Instant readAt) {
  auto object = readObject(raw, kind, readAt);
  if (!object) return failure(object.error());
  if ((object->facts.*states).empty()) return badAnswer(std::string(kind.shape), "holds no such object");
  Provided<State> result;
  result.state = (object->facts.*states).front();
  result.facts = std::move(object->facts);
  result.raw = std::string(raw);
  result.unknown = std::move(object->unknown);
  return result;
}

/// The objects of a list; those that cannot be read are told of in `unreadable`.
template <class State>
void addProvided(const std::vector<std::string_view>& items, const ObjectKind& kind,
                 std::vector<State> BillingEvent::* states, Instant readAt, Page<Provided<State>>& page) {
  for (const std::string_view raw : items) {
    auto item = provided(raw, kind, states, readAt);
    if (item) {
      page.items.push_back(std::move(*item));
    } else {
      page.unreadable.push_back({idOf(raw, kind.idKey), item.error()});
    }
  }
}

}  // namespace billing::providers
