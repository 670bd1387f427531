// Prints lines from a thread of its own, so that a slow terminal or a full pipe never holds up the thread that stores
// deliveries.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <string>
#include <thread>

namespace billing::ctl {

/// Thread-safe. When the reader falls far behind, lines are left out and their number is told.
class LinePrinter {
 public:
  LinePrinter();
  /// Prints what waits, then ends.
  ~LinePrinter();
  LinePrinter(const LinePrinter&) = delete;
  LinePrinter& operator=(const LinePrinter&) = delete;

  void print(std::string line);

 private:
  void run();

  std::mutex mutex_;
  std::condition_variable wake_;
  std::string waiting_;
  std::size_t leftOut_ = 0;
  bool ending_ = false;
  std::thread thread_;
};

}  // namespace billing::ctl
