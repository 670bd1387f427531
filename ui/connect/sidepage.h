// Step 1: the sandbox, or the provider itself in test or live mode. Each is a workspace of its own.
#pragma once

#include <QButtonGroup>
#include <QLabel>
#include <QVBoxLayout>

#include "ui/connect/connectpage.h"
#include "ui/connect/workspacemaker.h"
#include "ui/panes/panecontext.h"

namespace billing::ui {

class NoteStrip;

class SidePage : public ConnectPage {
  Q_OBJECT
 public:
  enum class Side { Sandbox, Test, Live };

  explicit SidePage(const PaneContext& context, QWidget* parent = nullptr);
  [[nodiscard]] QString title() const override { return tr("Who takes the payments"); }
  [[nodiscard]] QString missing() const override;
  [[nodiscard]] QString nextText() const override;
  void leave() override;

  /// The side that the open workspace is on.
  [[nodiscard]] Side own() const { return own_; }
  [[nodiscard]] Side chosen() const { return static_cast<Side>(group_->checkedId()); }
  /// As if chosen in the file dialog.
  void makeWorkspace(const QString& file);

 Q_SIGNALS:
  /// Another workspace takes this one's place.
  void opening();

 private:
  void addChoice(QVBoxLayout& column, Side side, const QString& text, const QString& about);
  void sayConsequence();
  [[nodiscard]] WorkspaceMaker* maker() const;

  const PaneContext& context_;
  Side own_;
  QButtonGroup* group_;
  NoteStrip* note_;
};

}  // namespace billing::ui
