#include "localapi/letthroughlog.h"

#include <utility>

#include "operations/usage/trackusage.h"

namespace billing::localapi {
namespace {

constexpr std::size_t mostWaiting = 1000;

}  // namespace

void LetThroughLog::note(Entry entry) {
  {
    const std::scoped_lock lock(waiting_->mutex);
    waiting_->entries.push_back(std::move(entry));
    if (waiting_->entries.size() > mostWaiting) waiting_->entries.pop_front();
  }
  flush();
}

void LetThroughLog::flush() {
  std::deque<Entry> entries;
  {
    const std::scoped_lock lock(waiting_->mutex);
    entries.swap(waiting_->entries);
  }
  if (entries.empty()) return;
  const auto kept = std::make_shared<const std::deque<Entry>>(std::move(entries));
  database_.write(
      [kept](store::WriteContext& context) -> Result<void> {
        for (const Entry& one : *kept) {
          auto noted = operations::noteLetThrough(context, one.what, one.account, one.action, one.reason, one.at);
          if (!noted) return noted;
        }
        return {};
      },
      [kept, waiting = waiting_](const Result<void>& outcome) {
        if (outcome) return;
        const std::scoped_lock lock(waiting->mutex);
        waiting->entries.insert(waiting->entries.begin(), kept->begin(), kept->end());
      });
}

}  // namespace billing::localapi
