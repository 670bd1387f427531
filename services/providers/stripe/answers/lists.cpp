#include "providers/stripe/answers.h"

namespace billing::providers::stripe {

Result<std::string> nextCursor(const SlicedList& list) {
  const auto more = readBody(list.frame, [](const JsonObject& root) { return root.flag("has_more"); });
  if (!more) return failure(more.error());
  if (!*more || list.items.empty()) return std::string();
  // From the end: one that cannot be read has no id to go on from.
  for (auto item = list.items.rbegin(); item != list.items.rend(); ++item) {
    if (std::string id = idOf(*item, "id"); !id.empty()) return id;
  }
  return badAnswer("data", "holds no id to go on from");
}

namespace {

Result<ProviderEvent> readEvent(std::string_view raw) {
  auto event = readBody(raw, [](const JsonObject& root) {
    ProviderEvent read;
    read.id = root.required("id");
    read.type = root.required("type");
    if (!root.has("created")) root.problem("created", "is missing");
    read.createdAt = root.seconds("created").value_or(Instant{});
    return read;
  });
  if (event) event->body = std::string(raw);
  return event;
}

}  // namespace

Result<Page<ProviderEvent>> readEvents(std::string_view body) {
  const auto list = sliceList(body, "data");
  if (!list) return failure(list.error());
  auto next = nextCursor(*list);
  if (!next) return failure(next.error());
  Page<ProviderEvent> page;
  page.next = std::move(*next);
  for (const std::string_view raw : list->items) {
    auto event = readEvent(raw);
    if (event) {
      page.items.push_back(std::move(*event));
    } else {
      page.unreadable.push_back({idOf(raw, "id"), event.error()});
    }
  }
  return page;
}

}  // namespace billing::providers::stripe
