// The signals that end the program, waited for by the main thread instead of interrupting any.
#pragma once

#include <csignal>

namespace billing::ctl {

/// Made before any thread is: they inherit the mask.
class EndSignals {
 public:
  EndSignals() {
    sigemptyset(&signals_);
    sigaddset(&signals_, SIGINT);
    sigaddset(&signals_, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
    std::signal(SIGPIPE, SIG_IGN);  // NOLINT: nobody reading our output is no reason to stop storing
  }
  void wait() const {
    int received = 0;
    while (sigwait(&signals_, &received) != 0) {
    }
  }

 private:
  sigset_t signals_{};
};

}  // namespace billing::ctl
