// The signals that end the program, waited for by a thread instead of interrupting any.
#pragma once

#include <QCoreApplication>
#include <csignal>
#include <thread>

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
  /// Runs the application's event loop until one of them comes.
  void runUntil() const {
    std::thread waiting([this] {
      wait();
      QMetaObject::invokeMethod(QCoreApplication::instance(), &QCoreApplication::quit, Qt::QueuedConnection);
    });
    QCoreApplication::exec();
    waiting.join();
  }

 private:
  sigset_t signals_{};
};

}  // namespace billing::ctl
