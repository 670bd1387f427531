// Step 4: what is connected now, and reading everything once.
#pragma once

#include <QCheckBox>
#include <QFormLayout>

#include "ui/connect/connectpage.h"
#include "ui/panes/panecontext.h"

namespace billing::ui {

class SummaryPage : public ConnectPage {
  Q_OBJECT
 public:
  explicit SummaryPage(const PaneContext& context, QWidget* parent = nullptr);
  [[nodiscard]] QString title() const override { return tr("Connected"); }
  [[nodiscard]] QString nextText() const override { return tr("&Finish"); }
  void enter() override;
  void leave() override;
  /// What the steps before found out; empty: they were not needed.
  void tell(const QString& key, const QString& endpoint);

 private:
  void addFact(const QString& name, const QString& text);
  const PaneContext& context_;
  QFormLayout* facts_;
  QCheckBox* sync_;
  QString key_, endpoint_;
};

}  // namespace billing::ui
