#include "webhooks/statusboard.h"

#include <algorithm>
#include <map>
#include <utility>

namespace billing::webhooks {
namespace {

constexpr std::size_t remembered = 100;

}  // namespace

void StatusBoard::record(Outcome outcome, Instant at, std::string_view reason, std::string_view detail) {
  {
    const std::scoped_lock lock(mutex_);
    count(outcome);
    if (outcome < Outcome::Refused) status_.lastDeliveryAt = at;
    const bool failed = outcome != Outcome::Accepted && outcome != Outcome::Duplicate;
    if (recent_.size() == remembered) recent_.pop_front();
    if (outcome == Outcome::StoreFailure) status_.storeProblem = std::string(detail);
    recent_.push_back(failed ? Recent{true, std::string(reason), std::string(detail)} : Recent{});
  }
  tell();
}

void StatusBoard::count(Outcome outcome) {
  if (outcome < Outcome::Refused) {
    ++status_.deliveries;
    storeFails_ = outcome == Outcome::StoreFailure;
    if (!storeFails_) status_.storeProblem.clear();
  }
  switch (outcome) {
    case Outcome::Accepted:
      ++status_.accepted;
      return;
    case Outcome::Duplicate:
      ++status_.duplicates;
      return;
    case Outcome::Rejected:
      ++status_.rejected;
      return;
    case Outcome::StoreFailure:
      ++status_.storeFailures;
      return;
    case Outcome::Refused:
      ++status_.refused;
      return;
    case Outcome::Aborted:
      ++status_.aborted;
      return;
  }
}

void StatusBoard::setListening(std::uint16_t port) {
  {
    const std::scoped_lock lock(mutex_);
    status_.listening = true;
    status_.port = port;
    status_.error.clear();
  }
  tell();
}

void StatusBoard::setStopped(std::string error) {
  {
    const std::scoped_lock lock(mutex_);
    status_.listening = false;
    status_.connections = 0;
    status_.error = std::move(error);
  }
  tell();
}

void StatusBoard::setConnections(int count) {
  {
    const std::scoped_lock lock(mutex_);
    status_.connections = count;
  }
  tell();
}

ListenerStatus StatusBoard::status() const {
  const std::scoped_lock lock(mutex_);
  told_ = false;
  ListenerStatus status = status_;
  status.recentTotal = static_cast<int>(recent_.size());
  std::map<std::string_view, int> reasons;
  for (const Recent& recent : recent_)
    if (recent.failed) ++status.recentFailed, ++reasons[recent.reason];
  if (reasons.empty()) return status;
  status.commonReason =
      std::max_element(reasons.begin(), reasons.end(), [](auto& a, auto& b) { return a.second < b.second; })->first;
  const auto newest = std::find_if(recent_.rbegin(), recent_.rend(), [&](const Recent& recent) {
    return recent.failed && recent.reason == status.commonReason;
  });
  status.commonDetail = newest->detail;
  return status;
}

bool StatusBoard::storeFails() const {
  const std::scoped_lock lock(mutex_);
  return storeFails_;
}

void StatusBoard::onChange(std::function<void()> callback) {
  const std::scoped_lock lock(mutex_);
  callback_ = std::move(callback);
  told_ = false;
}

void StatusBoard::tell() {
  std::function<void()> callback;
  {
    const std::scoped_lock lock(mutex_);
    if (!callback_ || std::exchange(told_, true)) return;
    callback = callback_;
  }
  callback();
}

}  // namespace billing::webhooks
