#include "store/adminrows.h"

#include <algorithm>
#include <array>
#include <utility>

namespace billing::store {
namespace {

constexpr std::array<std::pair<OutboxState, const char*>, 10> kOutboxWords{{
    {OutboxState::AwaitingApproval, "awaiting_approval"},
    {OutboxState::Waiting, "waiting"},
    {OutboxState::Sending, "sending"},
    {OutboxState::Unconfirmed, "unconfirmed"},
    {OutboxState::Done, "done"},
    {OutboxState::Refused, "refused"},
    {OutboxState::NotDone, "not_done"},
    {OutboxState::Withdrawn, "withdrawn"},
    {OutboxState::Rejected, "rejected"},
    {OutboxState::Lapsed, "lapsed"},
}};

}  // namespace

const char* toString(OutboxState state) {
  return std::ranges::find(kOutboxWords, state, &std::pair<OutboxState, const char*>::first)->second;
}

std::optional<OutboxState> outboxStateFrom(const QString& word) {
  for (const auto& [state, known] : kOutboxWords) {
    if (word == QLatin1String(known)) return state;
  }
  return std::nullopt;
}

bool isOpen(OutboxState state) {
  using enum OutboxState;
  return state == AwaitingApproval || state == Waiting || state == Sending || state == Unconfirmed;
}

}  // namespace billing::store
