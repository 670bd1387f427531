// One thing that the writer is asked to do.
#pragma once

#include <functional>
#include <utility>

#include "store/writecontext.h"
#include "support/result.h"

namespace billing::store {

class WriteCommand {
 public:
  virtual ~WriteCommand() = default;
  /// Within a transaction; may run a second time after a rollback, so it must not build on its first run.
  virtual Result<void> run(WriteContext& context) = 0;
  /// After the commit, or with what prevented it. Exactly once.
  virtual void finish(Result<void> outcome) = 0;
};

/// Any work with a continuation: Database::write.
class WorkCommand final : public WriteCommand {
 public:
  WorkCommand(std::function<Result<void>(WriteContext&)> work, std::function<void(Result<void>)> done)
      : work_(std::move(work)), done_(std::move(done)) {}
  Result<void> run(WriteContext& context) override { return work_(context); }
  void finish(Result<void> outcome) override {
    if (done_) done_(std::move(outcome));
  }

 private:
  std::function<Result<void>(WriteContext&)> work_;
  std::function<void(Result<void>)> done_;
};

}  // namespace billing::store
