#include "app/billingctl/lineprinter.h"

#include <cstdio>
#include <utility>

namespace billing::ctl {
namespace {

constexpr std::size_t mostWaitingBytes = 8U << 20U;

}  // namespace

LinePrinter::LinePrinter() : thread_([this] { run(); }) {}

LinePrinter::~LinePrinter() {
  {
    const std::scoped_lock lock(mutex_);
    ending_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

void LinePrinter::print(std::string line) {
  {
    const std::scoped_lock lock(mutex_);
    if (waiting_.size() > mostWaitingBytes)
      ++leftOut_;
    else
      waiting_.append(line).append("\n");
  }
  wake_.notify_one();
}

void LinePrinter::run() {
  std::unique_lock lock(mutex_);
  while (!ending_ || !waiting_.empty()) {
    wake_.wait(lock, [this] { return ending_ || !waiting_.empty(); });
    const std::string text = std::exchange(waiting_, {});
    const std::size_t leftOut = std::exchange(leftOut_, 0);
    lock.unlock();
    std::fwrite(text.data(), 1, text.size(), stdout);
    std::fflush(stdout);
    if (leftOut > 0) std::fprintf(stderr, "%zu lines were left out: standard output is read too slowly\n", leftOut);
    lock.lock();
  }
}

}  // namespace billing::ctl
