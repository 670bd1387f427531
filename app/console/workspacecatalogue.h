// The workspaces that can be opened: those that ship with the program, and the files that were opened before.
#pragma once

#include <QSettings>
#include <functional>

#include "app/console/workspacesource.h"
#include "ui/connect/workspacemaker.h"
#include "ui/workspacecontrol.h"

namespace billing::console {

class WorkspaceCatalogue final : public ui::WorkspaceControl, public ui::WorkspaceMaker {
  Q_OBJECT
 public:
  /// What is to be opened instead of what is open now.
  struct Wanted {
    WorkspaceSource source;
    workspace::Profile profile;
    bool fillWithDemoData = false;
  };

  explicit WorkspaceCatalogue(QObject* parent = nullptr) : ui::WorkspaceControl(parent) {}

  QFuture<Result<QVector<ui::WorkspaceChoice>>> choices() override;
  QFuture<Result<void>> open(const QString& id, bool fillWithDemoData) override;
  QFuture<Result<ui::ImportPreview>> previewImport(const ui::ImportRequest& request) override;
  QFuture<Result<QString>> saveImport(const ui::ImportPreview& preview, const QString& file) override;
  QFuture<Result<QString>> saveVariant(const ui::WorkspaceVariant& variant, const QString& file) override;

  /// Which one is open, for the list; and it comes first among the recent ones from now on.
  void remember(const WorkspaceSource& source);
  void setCurrent(const WorkspaceSource& source) { current_ = source.key(); }
  /// What was opened last; empty: nothing yet.
  [[nodiscard]] QString last() const { return settings_.value(QStringLiteral("workspace/last")).toString(); }
  void forgetLast() { settings_.remove(QStringLiteral("workspace/last")); }

 Q_SIGNALS:
  /// In the next turn of the event loop: whoever asked may be gone then.
  void wanted(const billing::console::WorkspaceCatalogue::Wanted& wanted);

 private:
  QSettings settings_;
  QString current_;
};

}  // namespace billing::console
