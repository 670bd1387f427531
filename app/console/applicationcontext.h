// The one place where the console is put together: each service once, by constructor, in the order of their dependence.
#pragma once

#include <QSettings>
#include <memory>

#include "app/console/consolelistener.h"
#include "app/console/signingsecrets.h"
#include "operations/fireevent.h"
#include "operations/sqlqueries.h"
#include "store/database.h"
#include "ui/consoleservices.h"
#include "webhooks/processor.h"
#include "webhooks/wakinginbox.h"

namespace billing::console {

class DemoFiller;

/// Lives as long as the window. Members are destroyed in reverse: the listener before the processor before the
/// database.
class ApplicationContext {
 public:
  ApplicationContext(const workspace::Profile& profile, const Clock& clock, WorkspaceSecrets& secrets,
                     std::shared_ptr<store::Database> database);
  ~ApplicationContext();

  [[nodiscard]] ui::ConsoleServices services();
  [[nodiscard]] ConsoleListener& listener() { return listener_; }
  [[nodiscard]] DemoFiller* demo() { return demo_.get(); }  ///< nullptr unless this is the demo workspace

 private:
  const workspace::Profile& profile_;
  const Clock& clock_;
  WorkspaceSecrets& secrets_;
  std::shared_ptr<store::Database> database_;
  QSettings settings_;
  operations::SqlQueries queries_;
  webhooks::Processor processor_;
  webhooks::WakingInbox inbox_;
  ConsoleListener listener_;
  operations::FireEvent fire_;
  std::unique_ptr<DemoFiller> demo_;
};

}  // namespace billing::console
