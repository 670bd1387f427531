// Fills the empty demo workspace: a year of signed events, fired at a listener of its own over real HTTP.
#pragma once

#include "operations/filldemo.h"
#include "support/canceltoken.h"
#include "ui/consoleservices.h"
#include "webhooks/processor.h"

namespace billing::console {

class DemoFiller final : public ui::DemoControl {
  Q_OBJECT
 public:
  /// The profile outlives this; where it has rules, the story is its own.
  DemoFiller(const workspace::Profile& profile, store::Database& database, webhooks::Processor& processor,
             const Clock& clock)
      : profile_(profile), database_(database), processor_(processor), clock_(clock) {}
  /// Stops a running fill and waits for its end: it works on the database that goes next.
  ~DemoFiller() override;

  [[nodiscard]] bool running() const override { return running_; }
  void start() override { fill(Existing::IsAnError); }
  void cancel() override { cancel_.cancel(); }

  /// Like start(), but a workspace that holds events already is left alone without a word.
  void fillWhenEmpty() { fill(Existing::IsFine); }

 private:
  enum class Existing { IsFine, IsAnError };
  void fill(Existing existing);
  void ended(const Result<operations::DemoReport>& report, Existing existing);

  const workspace::Profile& profile_;
  store::Database& database_;
  webhooks::Processor& processor_;
  const Clock& clock_;
  CancelToken cancel_;
  QFuture<Result<operations::DemoReport>> filling_;
  bool running_ = false;
};

}  // namespace billing::console
