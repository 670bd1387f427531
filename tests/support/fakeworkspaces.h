// Workspaces to choose from, without files: two systems, a blank one, a live file, and one that has gone.
#pragma once

#include <optional>

#include "ui/workspacecontrol.h"

namespace billing::test {

class FakeWorkspaces final : public ui::WorkspaceControl {
 public:
  static constexpr const char* secret = "whsec_aVeryPrivateSecretIndeed";

  QFuture<Result<QVector<ui::WorkspaceChoice>>> choices() override;
  QFuture<Result<void>> open(const QString& id, bool fillWithDemoData) override;
  QFuture<Result<ui::ImportPreview>> previewImport(const ui::ImportRequest& request) override;
  QFuture<Result<QString>> saveImport(const ui::ImportPreview& preview, const QString& file) override;
  void reset();

  std::optional<Error> refusal;  ///< of open() and saveImport(), while set
  QStringList opened, saved;
};

}  // namespace billing::test
