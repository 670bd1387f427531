#include "app/billingctl/fileclock.h"

#include <fstream>

namespace billing::ctl {

// Two writes within one tick of the file system differ in their text.
void FileClock::readAnew() const {
  std::ifstream file(file_);
  std::string text;
  if (!std::getline(file, text) || text == text_) return;
  const auto instant = fromIso8601(text);
  if (!instant) return;
  text_ = text;
  base_ = instant;
  since_ = std::chrono::steady_clock::now();
}

Instant FileClock::now() const {
  const std::scoped_lock lock(mutex_);
  readAnew();
  if (!base_) return SystemClock().now();
  const auto gone = std::chrono::steady_clock::now() - since_;
  return {base_->ms + std::chrono::duration_cast<std::chrono::milliseconds>(gone).count()};
}

bool FileClock::good() const {
  const std::scoped_lock lock(mutex_);
  readAnew();
  return base_.has_value();
}

}  // namespace billing::ctl
